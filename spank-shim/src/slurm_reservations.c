// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
#include <slurm/slurm.h>

#include "slurm_kinds.h"

static const char *const columns[] = {"name", "nodes", "start", "end", "maintenance", NULL};

int pb_read_reservations(time_t *since, struct pb_records *records)
{
	reserve_info_msg_t *answer = NULL;

	if (slurm_load_reservations(*since, &answer))
		return -1;
	pb_records_begin(records, columns, answer->record_count);
	for (uint32_t i = 0; i < answer->record_count; i++) {
		const reserve_info_t *one = &answer->reservation_array[i];

		pb_text(records, one->name);
		pb_text(records, one->node_list);
		pb_number(records, one->start_time);
		pb_number(records, one->end_time);
		pb_number(records, (one->flags & RESERVE_FLAG_MAINT) != 0);
	}
	*since = answer->last_update;
	slurm_free_reservation_info_msg(answer);
	return 0;
}
