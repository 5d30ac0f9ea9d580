/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_LOCAL_REPLY_H
#define PEERBOOT_LOCAL_REPLY_H

#include <limits.h>

/* What the shim needs to know of one line of a peer's answer. */
struct local_reply {
	int done; /* whether no other line follows */
	char error[1024]; /* empty if all is well; printable, cut where it is longer */
	char tree[PATH_MAX]; /* where the files stand; empty if they do not yet */
	int pieces, of; /* of the first image in it; of is 0 if it says nothing */
};

/*
 * local_reply_read: reads LINE, a JSON object. A line that ends before the
 * object does is taken for what is there: what is needed stands in front, and
 * the list of sources behind it may be long.
 *
 * Returns 0, or -1 if LINE is something else, or its tree is no path.
 */
int local_reply_read(const char *line, struct local_reply *reply);

#endif
