/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#define _GNU_SOURCE
#include "local_socket.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* A full listen queue makes connect(2) fail with EAGAIN, and no poll(2) tells
 * when there is room again: so ask every few milliseconds. */
#define RETRY_MS 5

long long local_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Waits until FD has EVENTS or END has come. Returns 0, or -1 with errno. */
static int wait_for(int fd, short events, long long end)
{
	struct pollfd p = { .fd = fd, .events = events };

	for (;;) {
		long long left = end - local_now_ms();
		int n = left > 0 ? poll(&p, 1, (int)left) : 0;

		if (n > 0)
			return 0;
		if (n == 0) {
			errno = ETIMEDOUT;
			return -1;
		}
		if (errno != EINTR)
			return -1;
	}
}

/* Returns 0, or -1 with errno. */
static int connect_by(int fd, const char *path, long long end)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	size_t length = strlen(path);

	if (length >= sizeof(a.sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(a.sun_path, path, length + 1);
	for (;;) {
		if (connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0)
			return 0;
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN)
			return -1;
		if (local_now_ms() + RETRY_MS >= end) {
			errno = ETIMEDOUT;
			return -1;
		}
		poll(NULL, 0, RETRY_MS);
	}
}

/* Returns 0, or -1 with errno. */
static int send_by(int fd, const char *line, long long end)
{
	size_t left = strlen(line);

	while (left > 0) {
		ssize_t n = send(fd, line, left, MSG_NOSIGNAL);

		if (n >= 0) {
			line += n;
			left -= (size_t)n;
		} else if (errno == EAGAIN) {
			if (wait_for(fd, POLLOUT, end) < 0)
				return -1;
		} else if (errno != EINTR) {
			return -1;
		}
	}
	return 0;
}

/* Returns 0, or -1 with errno. */
static int hear_by(int fd, char *reply, size_t size, long long end)
{
	size_t have = 0;

	while (have < size) {
		ssize_t n = recv(fd, reply + have, size - have, 0);
		char *newline;

		if (n > 0) {
			newline = memchr(reply + have, '\n', (size_t)n);
			if (newline) {
				*newline = '\0';
				return 0;
			}
			have += (size_t)n;
		} else if (n == 0) {
			errno = EPIPE;
			return -1;
		} else if (errno == EAGAIN) {
			if (wait_for(fd, POLLIN, end) < 0)
				return -1;
		} else if (errno != EINTR) {
			return -1;
		}
	}
	errno = EMSGSIZE;
	return -1;
}

/* Returns a descriptor of a peer to which LINE was sent, or -1 with errno. */
static int said(const char *path, const char *line, long long end)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int error;

	if (fd < 0)
		return -1;
	if (connect_by(fd, path, end) == 0 && send_by(fd, line, end) == 0)
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

int local_socket_ask(const char *path, const char *line, char *reply,
		     size_t size, int ms)
{
	long long end = local_now_ms() + ms;
	int fd = said(path, line, end);
	int rc, error;

	if (fd < 0)
		return -1;
	rc = hear_by(fd, reply, size, end);
	error = errno;
	close(fd);
	errno = error;
	return rc;
}

int local_socket_open(struct local_talk *talk, const char *path,
		      const char *line, int ms)
{
	talk->have = talk->taken = talk->length = 0;
	talk->fd = said(path, line, local_now_ms() + ms);
	return talk->fd < 0 ? -1 : 0;
}

/* Moves what came to the line. Returns whether the line has ended. */
static int take(struct local_talk *talk)
{
	while (talk->taken < talk->have) {
		char c = talk->chunk[talk->taken++];

		if (c == '\n') {
			talk->line[talk->length] = '\0';
			talk->length = 0;
			return 1;
		}
		if (talk->length + 1 < sizeof(talk->line))
			talk->line[talk->length++] = c;
	}
	return 0;
}

int local_socket_next(struct local_talk *talk, int ms)
{
	long long end = local_now_ms() + ms;

	while (!take(talk)) {
		ssize_t n = recv(talk->fd, talk->chunk, sizeof(talk->chunk), 0);

		talk->taken = 0;
		talk->have = n > 0 ? (size_t)n : 0;
		if (n == 0) {
			errno = EPIPE;
			return -1;
		}
		if (n < 0 && errno == EAGAIN) {
			if (wait_for(talk->fd, POLLIN, end) < 0)
				return -1;
		} else if (n < 0 && errno != EINTR) {
			return -1;
		} else if (n > 0 && local_now_ms() > end && !memchr(talk->chunk, '\n', talk->have)) {
			/* Endless and without a newline: its bytes are not worth the wait. */
			take(talk);
			errno = ETIMEDOUT;
			return -1;
		}
	}
	return 0;
}

void local_socket_close(struct local_talk *talk)
{
	close(talk->fd);
	talk->fd = -1;
}
