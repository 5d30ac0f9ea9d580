/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_PLUGIN_H
#define PEERBOOT_PLUGIN_H

#include <stdint.h>
#include <sys/types.h>

#include <slurm/spank.h>

#include "site.h"

/* The one option; its callback hands on to submit_order() or step_order(). */
extern struct spank_option peerboot_option;

/* srun, sbatch and salloc: wrong orders are refused before anything is queued. */

/* Returns 0, or -1 with the user told. */
int submit_order(const struct site *site, const char *text);

/* slurmd, and its prolog and epilog: this node's peer hears of jobs. None of
 * these fails: a node is drained for a prolog that does. */

void slurmd_started(const struct site *site);
void job_begins(spank_t sp, const struct site *site);
void job_ends(spank_t sp, const struct site *site);

/* slurmstepd: a step's tasks wait for their images. */

/* Keeps a copy of TEXT, which SPANK frees after the option's callback. */
void step_order(const struct site *site, const char *text);

/* As root, before tasks are forked. */
void step_begins(spank_t sp);

/* As the user, in each task. Does not return where an image is missing and the
 * order is strict: then the task's exit code is 1. */
void task_begins(spank_t sp, const struct site *site);

void step_ends(void);

#endif
