/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_ORDER_H
#define PEERBOOT_ORDER_H

#include <stddef.h>

/* A task may name so many images: more are a list that somebody pasted wrong. */
#define ORDER_IMAGES 8

/* A day: whoever waits longer has forgotten that he waits. */
#define ORDER_WAIT_MAX (24 * 60 * 60)

struct order_image {
	const char *name; /* NAME:TAG or ~USER/NAME:TAG */
	const char *dest; /* as it was given, absolute or not; NULL for none */
};

/* What a user ordered with --peerboot. */
struct order {
	struct order_image images[ORDER_IMAGES];
	size_t count;
	int wait; /* seconds */
	int strict; /* whether the job ends where an image is missing */
	int copy; /* whether DEST becomes a copy rather than a link */
	char *text; /* what the pointers above point into */
};

/*
 * order_parse: reads TEXT, "IMAGE[:DEST]" or a setting ("copy", "wait=TIME",
 * "strict", "strict=yes|no"), several of them with commas between, into ORDER,
 * whose wait and strict stand for what TEXT does not say and are the caller's
 * to set before. TEXT may go away afterwards.
 *
 * Returns 0, and order_free() frees what ORDER holds; or -1 with the thing, the
 * reason and the remedy in WHY, and there is nothing to free.
 */
int order_parse(struct order *order, const char *text, char *why, size_t size);

void order_free(struct order *order);

/*
 * order_time: the seconds that TEXT means, "90", "90s", "10m" or "2h", or -1 if
 * it is none or beyond ORDER_WAIT_MAX.
 */
int order_time(const char *text);

/* order_truth: 1 for yes, true, 1; 0 for no, false, 0; else -1. */
int order_truth(const char *text);

#endif
