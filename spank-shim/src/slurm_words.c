// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
#include "slurm_words.h"

#include <slurm/slurm.h>

struct word {
	uint64_t flag;
	const char *text;
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Constants that came or went between releases stand under #ifdef. */
static const struct word node_flags[] = {
#ifdef NODE_STATE_BLOCKED
	{NODE_STATE_BLOCKED, "BLOCKED"},
#endif
	{NODE_STATE_CLOUD, "CLOUD"},
	{NODE_STATE_COMPLETING, "COMPLETING"},
	{NODE_STATE_DRAIN, "DRAIN"},
#ifdef NODE_STATE_DYNAMIC_FUTURE
	{NODE_STATE_DYNAMIC_FUTURE, "DYNAMIC_FUTURE"},
#endif
#ifdef NODE_STATE_DYNAMIC_NORM
	{NODE_STATE_DYNAMIC_NORM, "DYNAMIC_NORM"},
#endif
#ifdef NODE_STATE_INVALID_REG
	{NODE_STATE_INVALID_REG, "INVALID_REG"},
#endif
	{NODE_STATE_FAIL, "FAIL"},
	{NODE_STATE_MAINT, "MAINTENANCE"},
#ifdef NODE_STATE_NET
	{NODE_STATE_NET, "PERFCTRS"},
#endif
#ifdef NODE_STATE_POWER_DOWN
	{NODE_STATE_POWER_DOWN, "POWER_DOWN"},
#endif
#ifdef NODE_STATE_POWER_UP
	{NODE_STATE_POWER_UP, "POWER_UP"},
#endif
#ifdef NODE_STATE_POWER_DRAIN
	{NODE_STATE_POWER_DRAIN, "POWER_DRAIN"},
#endif
	{NODE_STATE_POWERING_DOWN, "POWERING_DOWN"},
#ifdef NODE_STATE_POWERED_DOWN
	{NODE_STATE_POWERED_DOWN, "POWERED_DOWN"},
#endif
#ifdef NODE_STATE_POWERING_UP
	{NODE_STATE_POWERING_UP, "POWERING_UP"},
#endif
#ifdef NODE_STATE_PLANNED
	{NODE_STATE_PLANNED, "PLANNED"},
#endif
	{NODE_STATE_NO_RESPOND, "NOT_RESPONDING"},
#ifdef NODE_STATE_REBOOT_ISSUED
	{NODE_STATE_REBOOT_ISSUED, "REBOOT_ISSUED"},
#endif
#ifdef NODE_STATE_REBOOT_REQUESTED
	{NODE_STATE_REBOOT_REQUESTED, "REBOOT_REQUESTED"},
#endif
	{NODE_STATE_RES, "RESERVED"},
	{NODE_RESUME, "RESUME"},
};

/* The first that is set is the word: the order is that of slurm_job_state_string. */
static const struct word job_flags[] = {
	{JOB_COMPLETING, "COMPLETING"},
	{JOB_STAGE_OUT, "STAGE_OUT"},
	{JOB_CONFIGURING, "CONFIGURING"},
	{JOB_RESIZING, "RESIZING"},
	{JOB_REQUEUE, "REQUEUED"},
	{JOB_REQUEUE_FED, "REQUEUE_FED"},
	{JOB_REQUEUE_HOLD, "REQUEUE_HOLD"},
	{JOB_SPECIAL_EXIT, "SPECIAL_EXIT"},
	{JOB_STOPPED, "STOPPED"},
	{JOB_REVOKED, "REVOKED"},
	{JOB_RESV_DEL_HOLD, "RESV_DEL_HOLD"},
	{JOB_SIGNALING, "SIGNALING"},
};

static const char *const job_bases[] = {
	[JOB_PENDING] = "PENDING",
	[JOB_RUNNING] = "RUNNING",
	[JOB_SUSPENDED] = "SUSPENDED",
	[JOB_COMPLETE] = "COMPLETED",
	[JOB_CANCELLED] = "CANCELLED",
	[JOB_FAILED] = "FAILED",
	[JOB_TIMEOUT] = "TIMEOUT",
	[JOB_NODE_FAIL] = "NODE_FAIL",
	[JOB_PREEMPTED] = "PREEMPTED",
	[JOB_BOOT_FAIL] = "BOOT_FAIL",
	[JOB_DEADLINE] = "DEADLINE",
	[JOB_OOM] = "OUT_OF_MEMORY",
};

static const char *node_base(uint32_t state)
{
	switch (state & NODE_STATE_BASE) {
	case NODE_STATE_UNKNOWN:
		return "UNKNOWN";
	case NODE_STATE_DOWN:
		return "DOWN";
	case NODE_STATE_IDLE:
		return "IDLE";
	case NODE_STATE_ALLOCATED:
		return "ALLOCATED";
	case NODE_STATE_ERROR:
		return "ERROR";
	case NODE_STATE_MIXED:
		return "MIXED";
	case NODE_STATE_FUTURE:
		return "FUTURE";
	default:
		return "INVALID";
	}
}

void pb_node_state(struct pb_records *records, uint32_t state)
{
	pb_part(records, node_base(state));
	for (size_t i = 0; i < COUNT(node_flags); i++) {
		if (state & node_flags[i].flag) {
			pb_part(records, "+");
			pb_part(records, node_flags[i].text);
		}
	}
	pb_end(records);
}

const char *pb_job_state(uint32_t state)
{
	uint32_t base = state & JOB_STATE_BASE;

	for (size_t i = 0; i < COUNT(job_flags); i++) {
		if (state & job_flags[i].flag)
			return job_flags[i].text;
	}
	return base < COUNT(job_bases) ? job_bases[base] : "?";
}

const char *pb_job_share(uint16_t shared)
{
	switch (shared) {
	case JOB_SHARED_NONE:
		return "NO";
	case JOB_SHARED_OK:
		return "YES";
	case JOB_SHARED_USER:
		return "USER";
	case JOB_SHARED_MCS:
		return "MCS";
	default:
		return "OK";
	}
}
