/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_LOCAL_SOCKET_H
#define PEERBOOT_LOCAL_SOCKET_H

#include <stddef.h>

#define PEERBOOT_SOCKET "/run/peerboot/peer.sock"

/* A prolog's time is every job's time: connecting, asking and hearing take no
 * longer than this together. */
#define PEERBOOT_PATIENCE_MS 200

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

#endif
