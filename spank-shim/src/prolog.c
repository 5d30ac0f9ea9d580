/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* In slurmd, and as root in the process that it starts for each job's prolog and epilog: nothing outlives one of them. */
#include "plugin.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job_user.h"
#include "local_reply.h"
#include "local_socket.h"
#include "order.h"

/* The peer takes 8 KiB a line; eight images of at most 161 bytes fit in less than two. */
#define LINE_MAX_BYTES 2048

void slurmd_started(const struct site *site)
{
	if (site->why[0])
		slurm_error("peerboot: %s", site->why);
}

/* Appends ,"images":["data:v3",...],"waitSeconds":600 for what the job ordered; nothing if it ordered nothing that is
 * understood. */
static void add_images(spank_t sp, const struct site *site, char *line, size_t size)
{
	struct order order = { .wait = site->wait };
	size_t at = strlen(line), i;
	char *text = NULL, why[1024];

	if (spank_option_getopt(sp, &peerboot_option, &text) != ESPANK_SUCCESS || !text)
		return;
	if (order_parse(&order, text, why, sizeof(why)) < 0)
		return;
	for (i = 0; i < order.count; i++)
		at += (size_t)snprintf(line + at, size - at, "%s\"%s\"", i ? "," : ",\"images\":[", order.images[i].name);
	snprintf(line + at, size - at, "],\"waitSeconds\":%d", order.wait);
	order_free(&order);
}

/* Appends ,"user":"ann" and what ann's job ordered; nothing where nobody names her. It is slurmd who does, never the job. */
static void add_order(spank_t sp, const struct site *site, char *line, size_t size)
{
	const char *user = job_user();
	size_t at = strlen(line);

	if (!user)
		return;
	snprintf(line + at, size - at, ",\"user\":\"%s\"", user);
	add_images(sp, site, line, size);
}

static void tell_peer(const struct site *site, uint32_t job, const char *line)
{
	struct local_reply reply;
	char answer[LOCAL_LINE_MAX];

	if (local_socket_ask(site->socket, line, answer, sizeof(answer), PEERBOOT_PATIENCE_MS) < 0) {
		/* Longer than we read: it was heard. */
		if (errno != EMSGSIZE)
			slurm_info("peerboot: job=%" PRIu32 " %s: %s (the job goes on; the peer hears of it from the tracker)",
				   job, site->socket, strerror(errno));
		return;
	}
	if (local_reply_read(answer, &reply) < 0)
		slurm_info("peerboot: job=%" PRIu32 " %s: what answers there is no peer; see socket= in plugstack.conf", job,
			   site->socket);
	else if (reply.error[0])
		slurm_info("peerboot: job=%" PRIu32 " %s", job, reply.error);
}

/* Returns whether there is a job to speak of. */
static int job_of(spank_t sp, uint32_t *job)
{
	spank_err_t rc = spank_get_item(sp, S_JOB_ID, job);

	if (rc != ESPANK_SUCCESS)
		slurm_info("peerboot: the job's id is not known here (%s); the peer hears of it from the tracker",
			   spank_strerror(rc));
	return rc == ESPANK_SUCCESS;
}

void job_begins(spank_t sp, const struct site *site)
{
	char line[LINE_MAX_BYTES];
	uint32_t job;

	if (!job_of(sp, &job))
		return;
	snprintf(line, sizeof(line), "{\"protocol\":1,\"op\":\"JOB_BEGIN\",\"job\":\"%" PRIu32 "\"", job);
	add_order(sp, site, line, sizeof(line) - 2);
	strcat(line, "}\n");
	tell_peer(site, job, line);
}

void job_ends(spank_t sp, const struct site *site)
{
	char line[LINE_MAX_BYTES];
	uint32_t job;

	if (!job_of(sp, &job))
		return;
	snprintf(line, sizeof(line), "{\"protocol\":1,\"op\":\"JOB_END\",\"job\":\"%" PRIu32 "\"}\n", job);
	tell_peer(site, job, line);
}
