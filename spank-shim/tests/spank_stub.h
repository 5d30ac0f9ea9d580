/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/*
 * A SPANK that a test plays: as slow to promise as the real one. The option's
 * text is freed, and scribbled over before, when its callback returns;
 * spank_option_getopt() works in the callbacks where it does.
 */
#ifndef PEERBOOT_SPANK_STUB_H
#define PEERBOOT_SPANK_STUB_H

#include <stdint.h>

#include <slurm/spank.h>
#include <sys/types.h>

struct spank_stub {
	spank_context_t context;
	uint32_t job;
	int has_job;
	uid_t uid;
	int task;
	uint32_t node_id;
	const char *option; /* what spank_option_getopt() finds */
	int getopt_works;
	struct spank_option *registered;
	char said[8192]; /* slurm_error() and slurm_info(), a line each */
	char env[32][2][512];
	int env_count;
};

extern struct spank_stub stub;

/* Begins anew, in CONTEXT. */
void stub_start(spank_context_t context);

/* The option is given; returns what its callback does. */
int stub_give(const char *text);

/* A variable of the task's; NULL if it is not set. */
const char *stub_env(const char *name);

#endif
