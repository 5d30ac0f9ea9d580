/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_MEETING_H
#define PEERBOOT_MEETING_H

#include <limits.h>

#include "order.h"

/* What came of a step's images on this node. */
struct outcome {
	int complete; /* whether every image stands where it was ordered */
	char dir[ORDER_IMAGES][PATH_MAX]; /* where; empty for one that does not */
};

/*
 * Where the tasks of a step on one node meet: the first does the work, the
 * others wait for what comes of it. Memory shared by the processes that are
 * forked after it was made.
 */
struct meeting;

/* meeting_new: NULL with errno if there is no memory. */
struct meeting *meeting_new(void);

/* meeting_leave: this process needs it no more. */
void meeting_leave(struct meeting *meeting);

/* meeting_beat: the first task is alive. */
void meeting_beat(struct meeting *meeting);

/* meeting_end: this is what came of it. */
void meeting_end(struct meeting *meeting, const struct outcome *outcome);

/*
 * meeting_await: waits until the first task has ended the meeting. Returns 0
 * with OUTCOME, or -1 if it gave no sign of life for MEETING_SILENCE_MS.
 */
int meeting_await(struct meeting *meeting, struct outcome *outcome);

/* It beats once a second; a file system on a network may be gone for minutes. */
#define MEETING_SILENCE_MS 300000

#endif
