/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "stage.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "local_reply.h"
#include "local_socket.h"

#define TELL_EVERY_MS 10000
#define RETRY_MS 250
#define SLICE_MS 1000
/* One who does not wait wants to hear what is there all the same. */
#define FIRST_ANSWER_MS 2000

struct wait {
	const struct stage *stage;
	long long end; /* not before the first answer's */
	long long begun, told, gone_since, heard;
	int ever_told;
	struct local_reply reply;
};

/* An image's name was judged by its grammar: nothing in it needs an escape. */
static void request(char *line, size_t size, const char *image)
{
	snprintf(line, size, "{\"protocol\":1,\"op\":\"FETCH\",\"image\":\"%s\"}\n", image);
}

void stage_hint(const char *socket, const char *image)
{
	char line[512], reply[4096];

	request(line, sizeof(line), image);
	local_socket_ask(socket, line, reply, sizeof(reply), PEERBOOT_PATIENCE_MS);
}

static int within(long long ms, long long most)
{
	return (int)(ms < 0 ? 0 : ms < most ? ms : most);
}

static void tell(struct wait *w, const char *words)
{
	char line[512];

	snprintf(line, sizeof(line), "image %s on node %s: %s", w->stage->image, w->stage->node, words);
	w->stage->tell(line);
	w->told = local_now_ms();
	w->ever_told = 1;
}

static void tell_progress(struct wait *w)
{
	char words[128];

	if (local_now_ms() - w->told < TELL_EVERY_MS && (w->ever_told || !w->stage->tells))
		return;
	if (w->reply.of > 0)
		snprintf(words, sizeof(words), "%d %% is here, waiting up to %d s",
			 (int)(100LL * w->reply.pieces / w->reply.of), w->stage->wait);
	else
		snprintf(words, sizeof(words), "on its way, waiting up to %d s", w->stage->wait);
	tell(w, words);
}

static void tell_end(struct wait *w)
{
	char words[64];

	if (!w->ever_told)
		return;
	snprintf(words, sizeof(words), "complete after %lld s", (local_now_ms() - w->begun + 999) / 1000);
	tell(w, words);
}

/* Returns -1, for the caller to return. */
static int refused(const struct wait *w, char *why, size_t size, const char *reason)
{
	snprintf(why, size, "image %s on node %s: %s", w->stage->image, w->stage->node, reason);
	return -1;
}

/* The peer's error begins with image "NAME": as a rule, which is said already. */
static const char *without_name(const char *error, const char *image)
{
	char front[256];
	int n = snprintf(front, sizeof(front), "image \"%s\": ", image);

	return strncmp(error, front, (size_t)n) == 0 ? error + n : error;
}

static int timed_out(const struct wait *w, char *why, size_t size)
{
	char here[32] = "nothing", reason[256];

	if (w->reply.of > 0)
		snprintf(here, sizeof(here), "%d %%", (int)(100LL * w->reply.pieces / w->reply.of));
	snprintf(reason, sizeof(reason), "%s is here after %d s; %s, or see 'peerboot status'", here, w->stage->wait,
		 w->stage->more_time);
	return refused(w, why, size, reason);
}

/* Nobody there, or nobody any more. Returns 0 to try again, or -1 with WHY. */
static int gone(struct wait *w, int error, char *why, size_t size)
{
	long long now = local_now_ms();
	char reason[320];

	if (!w->gone_since)
		w->gone_since = now;
	if (now - w->gone_since < STAGE_PEER_GONE_MS && now < w->stage->end && error != EACCES && error != ENAMETOOLONG) {
		w->stage->beat();
		poll(NULL, 0, RETRY_MS);
		return 0;
	}
	snprintf(reason, sizeof(reason), "no peer answers at %s (%s); have it started there, as with systemctl start peerboot-peer",
		 w->stage->socket, strerror(error));
	return refused(w, why, size, reason);
}

/* The peer's words on one connection. Returns 1 if the image stands, 0 if the connection ended, with errno, else -1. */
static int listen_to(struct wait *w, struct local_talk *talk, char *why, size_t size)
{
	w->heard = local_now_ms();
	for (;;) {
		char reason[256];
		long long now = local_now_ms();
		long long left = w->end - now;

		w->stage->beat();
		if (local_socket_next(talk, within(left, SLICE_MS)) < 0) {
			if (errno != ETIMEDOUT)
				return 0;
			now = local_now_ms();
			if (now >= w->end)
				return timed_out(w, why, size);
			if (now - w->heard > STAGE_SILENCE_MS)
				return refused(w, why, size, "the peer is silent; see its log");
			tell_progress(w);
			continue;
		}
		w->heard = local_now_ms();
		if (local_reply_read(talk->line, &w->reply) < 0) {
			snprintf(reason, sizeof(reason), "what answers at the peer's socket is no peer; see %s", w->stage->socket_place);
			return refused(w, why, size, reason);
		}
		w->gone_since = 0;
		w->end = w->stage->end;
		if (w->reply.error[0])
			return refused(w, why, size, without_name(w->reply.error, w->stage->image));
		if (w->reply.tree[0])
			return 1;
		if (w->reply.done)
			return refused(w, why, size, "the peer gave up and did not say why; see its log");
		if (w->heard >= w->stage->end)
			return timed_out(w, why, size);
		tell_progress(w);
	}
}

int stage_image(const struct stage *stage, char *tree, char *why, size_t size)
{
	struct wait w = { .stage = stage };
	struct local_talk talk;
	char line[512];
	int rc, error;

	w.begun = w.told = local_now_ms();
	w.end = stage->end > w.begun + FIRST_ANSWER_MS ? stage->end : w.begun + FIRST_ANSWER_MS;
	request(line, sizeof(line), stage->image);
	for (;;) {
		if (local_socket_open(&talk, stage->socket, line, within(w.end - local_now_ms(), SLICE_MS)) < 0) {
			rc = gone(&w, errno, why, size);
		} else {
			rc = listen_to(&w, &talk, why, size);
			error = errno;
			local_socket_close(&talk);
			if (rc == 0)
				rc = gone(&w, error, why, size);
		}
		if (rc < 0)
			return -1;
		if (rc > 0) {
			memcpy(tree, w.reply.tree, sizeof(w.reply.tree));
			tell_end(&w);
			return 0;
		}
	}
}
