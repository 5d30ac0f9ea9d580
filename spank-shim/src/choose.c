/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "choose.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "image_name.h"
#include "local_reply.h"
#include "local_socket.h"

#define LEAST_MS 2000
#define NAME_MAX_LENGTH 256

static int complain(const char *what, const char *why)
{
	fprintf(stderr, "peerboot-event: %.300s: %s\n", what, why);
	return 1;
}

/* Reads lines until the last one, or END. Returns what choose_image() does. */
static int hear(struct local_talk *talk, const char *path, const char *image, long long end)
{
	struct local_reply reply;
	long long left;

	for (;;) {
		left = end - local_now_ms();
		if (left <= 0 || local_socket_next(talk, (int)left) < 0) {
			if (left > 0 && errno != ETIMEDOUT)
				return complain(path, strerror(errno));
			return complain(image, "the tracker has not agreed in time that this node boots it; see the peer's log");
		}
		if (local_reply_read(talk->line, &reply) < 0)
			return complain(path, "what answers there is no peer; give the peer's socket with --socket");
		if (reply.error[0]) {
			fprintf(stderr, "peerboot-event: %s\n", reply.error);
			return 1;
		}
		if (reply.done)
			return 0;
	}
}

int choose_image(const char *path, const char *image, int seconds)
{
	struct local_talk talk;
	char line[NAME_MAX_LENGTH + 64];
	const char *wrong = strlen(image) > NAME_MAX_LENGTH ? "is too long a name" : image_name_refusal(image);
	long long ms = seconds * 1000LL < LEAST_MS ? LEAST_MS : seconds * 1000LL;
	long long end = local_now_ms() + ms;
	int rc;

	if (wrong)
		return complain(image, wrong);
	/* A name by that grammar needs no escape in JSON. */
	snprintf(line, sizeof(line), "{\"protocol\":1,\"op\":\"CHOOSE\",\"image\":\"%s\"}\n", image);
	if (local_socket_open(&talk, path, line, (int)ms) < 0)
		return complain(path, strerror(errno));
	rc = hear(&talk, path, image, end);
	local_socket_close(&talk);
	return rc;
}
