/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_LOCAL_SOCKET_H
#define PEERBOOT_LOCAL_SOCKET_H

#include <stddef.h>

#define PEERBOOT_SOCKET "/run/peerboot/peer.sock"

/* A prolog's time is every job's time: connecting, asking and hearing take no
 * longer than this together. */
#ifndef PEERBOOT_PATIENCE_MS
#define PEERBOOT_PATIENCE_MS 200
#endif

/*
 * local_socket_ask: sends LINE (with its newline) to the peer that listens on
 * PATH and reads the first line of its answer into REPLY, which holds SIZE
 * bytes; the newline is replaced by a NUL. Takes MS milliseconds at most,
 * whatever the peer does. Allocates nothing; its descriptor is close-on-exec
 * and closed when it returns; raises no SIGPIPE.
 *
 * Returns 0, or -1 with errno: ETIMEDOUT if the peer was too slow, EPIPE if
 * it hung up before the end of a line, EMSGSIZE if the line is longer than
 * SIZE, ENAMETOOLONG if PATH is, else what socket(2), connect(2), send(2) or
 * recv(2) said.
 */
int local_socket_ask(const char *path, const char *line, char *reply,
		     size_t size, int ms);

/* Long enough for all that the shim reads of a line; what is behind it is left out. */
#define LOCAL_LINE_MAX 16384

/* A conversation of several lines. */
struct local_talk {
	int fd;
	size_t have, taken; /* of chunk */
	size_t length; /* of line */
	char chunk[4096];
	char line[LOCAL_LINE_MAX];
};

/*
 * local_socket_open: connects to the peer that listens on PATH and sends LINE
 * (with its newline), within MS milliseconds. The caller ends a TALK that was
 * opened with local_socket_close().
 *
 * Returns 0, or -1 with errno as above; then there is nothing to close.
 */
int local_socket_open(struct local_talk *talk, const char *path,
		      const char *line, int ms);

/*
 * local_socket_next: waits up to MS milliseconds for the next line, which then
 * stands in TALK's line without its newline.
 *
 * Returns 0; or -1 with errno: ETIMEDOUT if there is no whole line yet, which
 * the next call goes on with; EPIPE if the peer hung up; else recv(2)'s.
 */
int local_socket_next(struct local_talk *talk, int ms);

void local_socket_close(struct local_talk *talk);

/* Milliseconds of a clock that nobody sets. */
long long local_now_ms(void);

#endif
