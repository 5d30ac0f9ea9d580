/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/*
 * Failures on demand, in a build for tests alone: with -DPEERBOOT_FAULTS the
 * argument fault=CALLBACK in plugstack.conf makes that callback return -1. The
 * plugin that is shipped has none of it.
 */
#ifndef PEERBOOT_FAULT_H
#define PEERBOOT_FAULT_H

#ifdef PEERBOOT_FAULTS

#include <string.h>

static int faulty(const char *callback, int ac, char **av)
{
	int i;

	for (i = 0; i < ac; i++)
		if (strncmp(av[i], "fault=", 6) == 0 && strcmp(av[i] + 6, callback) == 0) {
			slurm_error("peerboot: fault in %s", callback);
			return 1;
		}
	return 0;
}

#define FAULT(callback, ac, av)               \
	do {                                  \
		if (faulty(callback, ac, av)) \
			return -1;            \
	} while (0)

/* Callbacks that the plugin does without. */
#define FAULTY(callback)                                               \
	int slurm_spank_##callback(spank_t sp, int ac, char **av)      \
	{                                                              \
		(void)sp;                                              \
		FAULT(#callback, ac, av);                              \
		return 0;                                              \
	}

#define FAULTS_ELSEWHERE             \
	FAULTY(local_user_init)      \
	FAULTY(user_init)            \
	FAULTY(task_init_privileged) \
	FAULTY(task_post_fork)       \
	FAULTY(task_exit)            \
	FAULTY(slurmd_exit)

#else

#define FAULT(callback, ac, av) \
	do {                    \
		(void)(ac);     \
		(void)(av);     \
	} while (0)
#define FAULTS_ELSEWHERE

#endif

#endif
