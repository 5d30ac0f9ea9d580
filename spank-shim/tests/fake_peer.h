/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/*
 * A peer's local socket that answers each caller in turn by a script: lines are
 * sent as they stand, and between them
 *   "~N"    it waits N milliseconds,
 *   "~hold" it waits until the caller hangs up;
 * after the script's end it hangs up. Callers beyond the last script get the last.
 */
#ifndef PEERBOOT_FAKE_PEER_H
#define PEERBOOT_FAKE_PEER_H

#include <poll.h>
#include <stdatomic.h>

#include "stand_in.h"

#define CALLERS_MAX 16
#define SCRIPT_MAX 8

struct fake_peer {
	struct stand_in socket;
	const char *scripts[CALLERS_MAX][SCRIPT_MAX]; /* each ends with NULL */
	int count;
	char heard[CALLERS_MAX][1024];
	_Atomic int callers;
	_Atomic int over;
	pthread_t thread;
};

static inline void fake_peer_play(int fd, const char *const *script)
{
	char c;

	for (; *script; script++) {
		if (strcmp(*script, "~hold") == 0)
			while (recv(fd, &c, 1, 0) > 0)
				;
		else if (**script == '~')
			poll(NULL, 0, atoi(*script + 1));
		else
			send(fd, *script, strlen(*script), MSG_NOSIGNAL);
	}
}

static inline void *fake_peer_run(void *arg)
{
	struct fake_peer *p = arg;

	for (;;) {
		struct pollfd listener = { .fd = p->socket.listener, .events = POLLIN };
		int over = p->over, fd, n;
		ssize_t length;

		/* Who called before the end is heard. */
		if (poll(&listener, 1, 20) <= 0) {
			if (over)
				return NULL;
			continue;
		}
		fd = accept(p->socket.listener, NULL, NULL);
		n = p->callers < CALLERS_MAX ? p->callers : CALLERS_MAX - 1;
		length = recv(fd, p->heard[n], sizeof(p->heard[n]) - 1, 0);
		p->heard[n][length > 0 ? length : 0] = '\0';
		p->callers++;
		fake_peer_play(fd, p->scripts[n < p->count ? n : p->count - 1]);
		close(fd);
	}
}

/* SCRIPT is for the next caller; its words must outlive the peer. */
static inline void fake_peer_script(struct fake_peer *p, const char *const *script)
{
	int i;

	for (i = 0; script[i]; i++) {
		if (i == SCRIPT_MAX - 1)
			abort();
		p->scripts[p->count][i] = script[i];
	}
	p->count++;
}

static inline void fake_peer_start(struct fake_peer *p)
{
	stand_in_listen(&p->socket, 16);
	if (pthread_create(&p->thread, NULL, fake_peer_run, p))
		abort();
}

static inline void fake_peer_stop(struct fake_peer *p)
{
	p->over = 1;
	pthread_join(p->thread, NULL);
	stand_in_remove(&p->socket);
}

#endif
