/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* A peer's local socket that answers as it is told, in a thread. */
#ifndef PEERBOOT_STAND_IN_H
#define PEERBOOT_STAND_IN_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct stand_in {
	char dir[64];
	char path[96];
	char heard[4096];
	const char *answer; /* NULL: hangs up at once; "": never says a word */
	int listener;
	pthread_t thread;
};

static inline void *stand_in_run(void *arg)
{
	struct stand_in *s = arg;
	int fd = accept(s->listener, NULL, NULL);
	ssize_t n;

	if (fd < 0)
		return NULL;
	if (s->answer) {
		n = recv(fd, s->heard, sizeof(s->heard) - 1, 0);
		s->heard[n > 0 ? n : 0] = '\0';
		if (s->answer[0])
			send(fd, s->answer, strlen(s->answer), MSG_NOSIGNAL);
		/* Until the asker hangs up. */
		recv(fd, s->heard + sizeof(s->heard) - 1, 1, 0);
		s->heard[sizeof(s->heard) - 1] = '\0';
	}
	close(fd);
	return NULL;
}

static inline void stand_in_listen(struct stand_in *s, int backlog)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };

	memset(s, 0, sizeof(*s));
	strcpy(s->dir, "/tmp/peerboot-test-XXXXXX");
	if (!mkdtemp(s->dir))
		abort();
	snprintf(s->path, sizeof(s->path), "%s/peer.sock", s->dir);
	strcpy(a.sun_path, s->path);
	s->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(s->listener, (struct sockaddr *)&a, sizeof(a)) ||
	    listen(s->listener, backlog))
		abort();
}

static inline void stand_in_start(struct stand_in *s, const char *answer)
{
	stand_in_listen(s, 4);
	s->answer = answer;
	if (pthread_create(&s->thread, NULL, stand_in_run, s))
		abort();
}

static inline void stand_in_remove(struct stand_in *s)
{
	close(s->listener);
	unlink(s->path);
	rmdir(s->dir);
}

static inline void stand_in_stop(struct stand_in *s)
{
	pthread_join(s->thread, NULL);
	stand_in_remove(s);
}

#endif
