/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/*
 * peerboot-event begin|end JOBID [--socket PATH] [--strict]
 * peerboot-event boot [--wait SECONDS] [--socket PATH]
 * peerboot-event booting DIGEST|none [--socket PATH]
 * peerboot-event booted DIGEST [--socket PATH]
 * peerboot-event boot-failed WORDS [--socket PATH]
 * peerboot-event choose IMAGE [--wait SECONDS] [--socket PATH]
 * peerboot-event stage IMAGE [DEST] [--wait SECONDS] [--socket PATH]
 *
 * begin and end: tells this node's peer that a job begins or has ended here. Made for prolog
 * and epilog scripts: takes 200 ms at most and returns 0 whatever happens,
 * since a prolog that fails drains its node; with --strict it returns 1 if the
 * peer was not told, 2 if the command line is not understood.
 *
 * boot and booting, for a RebootProgram, booted and boot-failed, for an initramfs: see boot.h. They return what happened.
 *
 * choose, for Slurm's node features: see choose.h.
 *
 * stage, as a job's user: see bring.h.
 */
#include "boot.h"
#include "bring.h"
#include "choose.h"
#include "job_user.h"
#include "local_reply.h"
#include "local_socket.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A job's id comes from the scheduler's environment: "8812", "8812_7",
 * "8812[3].server". What is allowed here needs no escape in JSON. */
#define JOB_MAX 255

static const char job_characters[] =
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-[]+@:";

static int usage(void)
{
	fputs("peerboot-event: usage: peerboot-event begin|end JOBID [--socket PATH] [--strict]\n"
	      "       peerboot-event boot [--wait SECONDS] [--socket PATH]\n"
	      "       peerboot-event booting DIGEST|none [--socket PATH]\n"
	      "       peerboot-event booted DIGEST [--socket PATH]\n"
	      "       peerboot-event boot-failed WORDS [--socket PATH]\n"
	      "       peerboot-event choose IMAGE [--wait SECONDS] [--socket PATH]\n"
	      "       peerboot-event stage IMAGE [DEST] [--wait SECONDS] [--socket PATH]\n",
	      stderr);
	return 2;
}

static int good_job(const char *job)
{
	size_t length = strlen(job);

	return length > 0 && length <= JOB_MAX &&
	       strspn(job, job_characters) == length;
}

static int tell(const char *op, const char *job, const char *path)
{
	struct local_reply reply;
	/* A user's name is of 255 characters at most. */
	char line[JOB_MAX + 336];
	char answer[LOCAL_LINE_MAX];
	const char *user = job_user();

	snprintf(line, sizeof(line), "{\"protocol\":1,\"op\":\"%s\",\"job\":\"%s\"%s%s%s}\n", op, job,
		 user ? ",\"user\":\"" : "", user ? user : "", user ? "\"" : "");
	if (local_socket_ask(path, line, answer, sizeof(answer),
			     PEERBOOT_PATIENCE_MS) < 0) {
		fprintf(stderr,
			"peerboot-event: %s: %s (the job goes on; the peer hears of it from the tracker)\n",
			path, strerror(errno));
		return 1;
	}
	if (local_reply_read(answer, &reply) < 0)
		snprintf(reply.error, sizeof(reply.error),
			 "%s: what answers there is no peer; give the peer's socket with --socket", path);
	if (reply.error[0])
		fprintf(stderr, "peerboot-event: %s\n", reply.error);
	return reply.error[0] != '\0';
}

/* Under three hours; -1 if TEXT is no number of seconds. */
static int seconds_of(const char *text)
{
	size_t length = strlen(text);

	if (length == 0 || length > 4 || strspn(text, "0123456789") != length)
		return -1;
	return atoi(text);
}

/* Whether VERB is one that a prolog never says, so that what happened may be told. */
static int is_no_prologs(const char *verb)
{
	static const char *const verbs[] = { "boot", "booting", "booted", "boot-failed", "choose", "stage" };
	size_t i;

	for (i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(verb, verbs[i]) == 0)
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	const char *verb = NULL, *job = NULL, *dest = NULL, *path = PEERBOOT_SOCKET, *wait = "0";
	int strict = 0, wrong = 0, i, rc;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--strict") == 0)
			strict = 1;
		else if (strcmp(argv[i], "--socket") == 0 && i + 1 < argc)
			path = argv[++i];
		else if (strcmp(argv[i], "--wait") == 0 && i + 1 < argc)
			wait = argv[++i];
		else if (argv[i][0] == '-')
			wrong = 1;
		else if (!verb)
			verb = argv[i];
		else if (!job)
			job = argv[i];
		else if (!dest && strcmp(verb, "stage") == 0)
			dest = argv[i];
		else
			wrong = 1;
	}
	if (!wrong && verb && !job && strcmp(verb, "boot") == 0 && seconds_of(wait) >= 0)
		return boot_choice(path, seconds_of(wait));
	if (!wrong && verb && job && strcmp(verb, "booting") == 0)
		return boot_begins(path, job);
	if (!wrong && verb && job && strcmp(verb, "booted") == 0)
		return boot_done(path, job);
	if (!wrong && verb && job && strcmp(verb, "boot-failed") == 0)
		return boot_failed(path, job);
	if (!wrong && verb && job && strcmp(verb, "choose") == 0 && seconds_of(wait) >= 0)
		return choose_image(path, job, seconds_of(wait));
	if (!wrong && verb && job && strcmp(verb, "stage") == 0 && seconds_of(wait) >= 0)
		return bring_image(path, job, dest, seconds_of(wait));
	if (verb && is_no_prologs(verb))
		return usage();
	if (wrong || !verb || !job ||
	    (strcmp(verb, "begin") != 0 && strcmp(verb, "end") != 0)) {
		rc = usage();
	} else if (!good_job(job)) {
		fputs("peerboot-event: JOBID: has a character that no job's id has, or is too long; pass $SLURM_JOB_ID or $PBS_JOBID\n",
		      stderr);
		rc = 2;
	} else {
		rc = tell(strcmp(verb, "begin") == 0 ? "JOB_BEGIN" : "JOB_END",
			  job, path);
	}
	return strict ? rc : 0;
}
