// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* Jobs that wait or hold nodes. slurmctld has no way to be asked for some: it packs all that it remembers. */
#include <slurm/slurm.h>

#include "slurm_kinds.h"
#include "slurm_words.h"

static const char *const columns[] = {
	"id", "array_job", "array_task", "array_tasks", "het_job", "het_offset", "user_id", "state", "partition", "qos",
	"reservation", "over_subscribe", "nodes", "planned_nodes", "start", "end", NULL,
};

/* slurmctld remembers what has ended for MinJobAge (300 s), which nobody here asks for. */
static int ended(const slurm_job_info_t *job)
{
	return (job->job_state & JOB_STATE_BASE) > JOB_SUSPENDED && !(job->job_state & JOB_COMPLETING);
}

/* Without a limit slurmctld gives an end a year ahead. */
static int64_t end_of(const slurm_job_info_t *job)
{
	return job->time_limit == INFINITE || job->time_limit == NO_VAL ? 0 : (int64_t)job->end_time;
}

static void put(struct pb_records *records, const slurm_job_info_t *job)
{
	pb_number(records, job->job_id);
	pb_number(records, job->array_job_id);
	pb_number(records, job->array_task_id == NO_VAL ? -1 : (int64_t)job->array_task_id);
	pb_text(records, job->array_task_str);
	pb_number(records, job->het_job_id);
	pb_number(records, job->het_job_offset);
	pb_number(records, job->user_id);
	pb_text(records, pb_job_state(job->job_state));
	pb_text(records, job->partition);
	pb_text(records, job->qos);
	pb_text(records, job->resv_name);
	pb_text(records, pb_job_share(job->shared));
	pb_text(records, job->nodes);
	pb_text(records, job->sched_nodes);
	pb_number(records, job->start_time);
	pb_number(records, end_of(job));
}

int pb_read_jobs(time_t *since, struct pb_records *records)
{
	job_info_msg_t *answer = NULL;
	uint32_t count = 0;

	/* Not SHOW_DETAIL: it adds each node's CPUs and memory to each job. */
	if (slurm_load_jobs(*since, &answer, SHOW_ALL | SHOW_LOCAL))
		return -1;
	for (uint32_t i = 0; i < answer->record_count; i++)
		count += !ended(&answer->job_array[i]);
	pb_records_begin(records, columns, count);
	for (uint32_t i = 0; i < answer->record_count; i++) {
		if (!ended(&answer->job_array[i]))
			put(records, &answer->job_array[i]);
	}
	*since = answer->last_update;
	slurm_free_job_info_msg(answer);
	return 0;
}
