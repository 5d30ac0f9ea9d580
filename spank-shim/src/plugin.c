/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/*
 * peerboot.so: --peerboot=IMAGE[:DEST] for srun, sbatch and salloc.
 *
 * Which callback runs in which process is spank.h's to say; this file only hands
 * on. Nothing returns an error to Slurm but the option's callback in srun, sbatch
 * and salloc: a prolog or step that fails in a plugin drains its node.
 */
#include "plugin.h"

#include "fault.h"

SPANK_PLUGIN(peerboot, 1)

static struct site site;

static int ordered(int val, const char *text, int remote)
{
	(void)val;
	if (!remote)
		return submit_order(&site, text);
	step_order(&site, text);
	return 0;
}

struct spank_option peerboot_option = {
	.name = "peerboot",
	.arginfo = "IMAGE[:DEST][,...]",
	.usage = "[peerboot] have IMAGE (NAME:TAG or ~USER/NAME:TAG) on each node before tasks "
		 "start, with a link to it at DEST; more images and copy, wait=TIME, strict "
		 "after commas",
	.has_arg = 1,
	.cb = ordered,
};

int slurm_spank_init(spank_t sp, int ac, char **av)
{
	FAULT("init", ac, av);
	site_read(&site, ac, av);
	switch (spank_context()) {
	case S_CTX_SLURMD:
		slurmd_started(&site);
		break;
	case S_CTX_LOCAL:
	case S_CTX_ALLOCATOR:
	case S_CTX_REMOTE:
		if (spank_option_register(sp, &peerboot_option) != ESPANK_SUCCESS)
			slurm_error("peerboot: option --peerboot: cannot be registered; see that the plugin stands once in plugstack.conf");
		break;
	default:
		break;
	}
	return 0;
}

int slurm_spank_init_post_opt(spank_t sp, int ac, char **av)
{
	FAULT("init_post_opt", ac, av);
	if (spank_context() == S_CTX_REMOTE)
		step_begins(sp);
	return 0;
}

int slurm_spank_job_prolog(spank_t sp, int ac, char **av)
{
	FAULT("job_prolog", ac, av);
	site_read(&site, ac, av);
	job_begins(sp, &site);
	return 0;
}

int slurm_spank_job_epilog(spank_t sp, int ac, char **av)
{
	FAULT("job_epilog", ac, av);
	site_read(&site, ac, av);
	job_ends(sp, &site);
	return 0;
}

int slurm_spank_task_init(spank_t sp, int ac, char **av)
{
	FAULT("task_init", ac, av);
	task_begins(sp, &site);
	return 0;
}

int slurm_spank_exit(spank_t sp, int ac, char **av)
{
	FAULT("exit", ac, av);
	(void)sp;
	if (spank_context() == S_CTX_REMOTE)
		step_ends();
	return 0;
}

FAULTS_ELSEWHERE
