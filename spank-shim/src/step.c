/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* In slurmstepd: the order comes as root, the step's one process forks the tasks, each waits as the user. */
#include "plugin.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "destination.h"
#include "local_socket.h"
#include "meeting.h"
#include "order.h"
#include "stage.h"

static struct order order;
static struct meeting *meeting;
static char misread[1024]; /* why an order that the submitting side took is not understood here */

void step_order(const struct site *site, const char *text)
{
	/* From the environment first, then from the command line: the last counts. */
	order_free(&order);
	misread[0] = '\0';
	order.wait = site->wait;
	order.strict = site->strict;
	if (order_parse(&order, text ? text : "", misread, sizeof(misread)) < 0)
		order.strict = site->strict;
}

static int is_ordered(void)
{
	return order.count > 0 || misread[0];
}

void step_begins(spank_t sp)
{
	(void)sp;
	if (is_ordered() && !meeting) {
		meeting = meeting_new();
		if (!meeting)
			slurm_info("peerboot: each task waits for itself (%s)", strerror(errno));
	}
}

void step_ends(void)
{
	order_free(&order);
	misread[0] = '\0';
	if (meeting)
		meeting_leave(meeting);
	meeting = NULL;
}

/* The task's stderr is the user's by now. What went wrong goes by slurm_error(), which reaches slurmd's log as well. */
static void tell(const char *line)
{
	dprintf(STDERR_FILENO, "peerboot: %s\n", line);
}

static void beat(void)
{
	if (meeting)
		meeting_beat(meeting);
}

/* DEST, with the job's working directory before it if it is relative. Returns 0, or -1 with WHY. */
static int absolute(const char *dest, char *path, char *why, size_t size)
{
	char here[PATH_MAX];

	if (dest[0] == '/') {
		snprintf(path, PATH_MAX, "%s", dest);
		return 0;
	}
	if (!getcwd(here, sizeof(here)) ||
	    (size_t)snprintf(path, PATH_MAX, "%s/%s", here, dest) >= PATH_MAX) {
		snprintf(why, size, "DEST %s: the job's working directory is gone or its path too long; name an absolute DEST", dest);
		return -1;
	}
	return 0;
}

/* One image, from the peer to its DEST. Returns 0 with where it stands in DIR, or -1 with the user told. */
static int bring(const struct stage *stage, const char *dest, const char *mark, char *dir)
{
	char tree[PATH_MAX], path[PATH_MAX], why[2048];
	int rc;

	if (stage_image(stage, tree, why, sizeof(why)) < 0) {
		slurm_error("peerboot: %s", why);
		return -1;
	}
	rc = destination_source(tree, why, sizeof(why));
	if (rc == 0 && !dest) {
		memcpy(dir, tree, sizeof(tree));
		return 0;
	}
	if (rc == 0)
		rc = absolute(dest, path, why, sizeof(why));
	if (rc == 0)
		rc = order.copy ? destination_copy(tree, path, mark, beat, why, sizeof(why)) :
				  destination_link(tree, path, why, sizeof(why));
	if (rc < 0) {
		slurm_error("peerboot: image %s on node %s: %s", stage->image, stage->node, why);
		return -1;
	}
	memcpy(dir, path, sizeof(path));
	return 0;
}

static void name_of_node(spank_t sp, char *name, size_t size)
{
	if (spank_getenv(sp, "SLURMD_NODENAME", name, (int)size) != ESPANK_SUCCESS && gethostname(name, size) < 0)
		snprintf(name, size, "?");
	name[size - 1] = '\0';
}

static void bring_all(spank_t sp, const struct site *site, struct outcome *outcome)
{
	char node[HOST_NAME_MAX + 1], mark[256];
	uint32_t node_id = 0, job = 0;
	struct stage stage = {
		.socket = site->socket,
		.node = node,
		.wait = order.wait,
		.more_time = "give it more time with wait=",
		.socket_place = "socket= in plugstack.conf",
		.tell = tell,
		.beat = beat,
	};
	size_t i;

	name_of_node(sp, node, sizeof(node));
	/* A thousand nodes need not all say that they wait; each says so when it takes long. */
	stage.tells = spank_get_item(sp, S_JOB_NODEID, &node_id) != ESPANK_SUCCESS || node_id == 0;
	stage.end = local_now_ms() + order.wait * 1000LL;
	for (i = 1; i < order.count; i++)
		stage_hint(site->socket, order.images[i].name);
	spank_get_item(sp, S_JOB_ID, &job);
	outcome->complete = order.count > 0;
	for (i = 0; i < order.count; i++) {
		stage.image = order.images[i].name;
		snprintf(mark, sizeof(mark), "%" PRIu32 " %s", job, order.images[i].name);
		if (bring(&stage, order.images[i].dest, mark, outcome->dir[i]) < 0) {
			outcome->dir[i][0] = '\0';
			outcome->complete = 0;
		}
	}
}

static void set(spank_t sp, const char *name, const char *value)
{
	if (value[0])
		spank_setenv(sp, name, value, 1);
	else
		spank_unsetenv(sp, name);
}

/* An srun within the job inherits its variables: what does not hold here goes. */
static void set_environment(spank_t sp, const struct outcome *outcome)
{
	char name[32];
	size_t i;

	set(sp, "PEERBOOT_STATUS", outcome->complete ? "complete" : "incomplete");
	set(sp, "PEERBOOT_IMAGE", order.count > 0 ? order.images[0].name : "");
	set(sp, "PEERBOOT_DIR", outcome->dir[0]);
	for (i = 1; i < ORDER_IMAGES; i++) {
		snprintf(name, sizeof(name), "PEERBOOT_IMAGE_%zu", i + 1);
		set(sp, name, i < order.count ? order.images[i].name : "");
		snprintf(name, sizeof(name), "PEERBOOT_DIR_%zu", i + 1);
		set(sp, name, i < order.count ? outcome->dir[i] : "");
	}
}

/* Whether this process is the job's user, as whom alone a DEST is made. */
static int is_user(spank_t sp)
{
	uid_t uid;

	return spank_get_item(sp, S_JOB_UID, &uid) == ESPANK_SUCCESS && geteuid() == uid;
}

static void first_task(spank_t sp, const struct site *site, struct outcome *outcome)
{
	if (misread[0])
		slurm_error("peerboot: --peerboot: %s", misread);
	else if (is_user(sp))
		bring_all(sp, site, outcome);
	else
		slurm_error("peerboot: the task does not run as the job's user; no DEST is made for another");
	if (meeting)
		meeting_end(meeting, outcome);
}

void task_begins(spank_t sp, const struct site *site)
{
	static struct outcome outcome;
	int task = 0;

	if (!is_ordered())
		return;
	memset(&outcome, 0, sizeof(outcome));
	if (spank_get_item(sp, S_TASK_ID, &task) != ESPANK_SUCCESS)
		task = 0;
	if (!meeting || task == 0)
		first_task(sp, site, &outcome);
	else if (meeting_await(meeting, &outcome) < 0)
		slurm_error("peerboot: task %d: the first task on this node is gone; see slurmd's log for its end", task);
	set_environment(sp, &outcome);
	if (!outcome.complete && order.strict) {
		if (!meeting || task == 0)
			tell("strict: the step's tasks on this node end; without strict they would run with PEERBOOT_STATUS=incomplete");
		_exit(1);
	}
}
