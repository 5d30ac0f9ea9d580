// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* Switches of topology/tree. slurmctld keeps no time of their change. */
#include <slurm/slurm.h>

#include "slurm_kinds.h"

static const char *const columns[] = {"name", "level", "nodes", "switches", NULL};

int pb_read_switches(time_t *since, struct pb_records *records)
{
	topo_info_response_msg_t *answer = NULL;

	if (slurm_load_topo(&answer))
		return -1;
	pb_records_begin(records, columns, answer->record_count);
	for (uint32_t i = 0; i < answer->record_count; i++) {
		const topo_info_t *one = &answer->topo_array[i];

		pb_text(records, one->name);
		pb_number(records, one->level);
		pb_text(records, one->nodes);
		pb_text(records, one->switches);
	}
	*since = 0;
	slurm_free_topo_info_msg(answer);
	return 0;
}
