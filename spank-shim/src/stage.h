/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_STAGE_H
#define PEERBOOT_STAGE_H

#include <limits.h>
#include <stddef.h>

/* One wait for one image. */
struct stage {
	const char *socket;
	const char *image;
	const char *node; /* for what the user is told */
	long long end; /* of waiting, as local_now_ms() counts */
	int wait; /* seconds that end was set from, for what the user is told */
	const char *more_time; /* what the user does about a wait that was too short */
	const char *socket_place; /* where SOCKET is written down */
	int tells; /* whether the user hears of a wait from its first second on, rather than after ten */
	void (*tell)(const char *line); /* to the user; the line has no newline */
	void (*beat)(void); /* called each second or more often while this waits */
};

/* stage_hint: asks for the image and does not wait, so that it is on its way. */
void stage_hint(const char *socket, const char *image);

/*
 * stage_image: has the peer fetch the image and waits until it is whole, until
 * the peer says that it will not be, until no peer was there for
 * STAGE_PEER_GONE_MS, or until the time is over.
 *
 * Returns 0 with the image's directory in TREE, which holds PATH_MAX bytes; or
 * -1 with image, node, reason and remedy in WHY.
 */
int stage_image(const struct stage *stage, char *tree, char *why, size_t size);

/* A peer that is started again is back in two seconds; jobs on a node whose
 * peer is gone for good shall not wait for their whole time. */
#define STAGE_PEER_GONE_MS 5000

/* A peer that fetches says so once a second. */
#define STAGE_SILENCE_MS 30000

#endif
