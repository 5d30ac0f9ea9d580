// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* Nodes, with the partitions that each is in: slurmctld tells those the other way round. */
#include <errno.h>
#include <slurm/slurm.h>
#include <slurm/slurm_errno.h>

#include "slurm_kinds.h"
#include "slurm_words.h"

static const char *const columns[] = {
	"name", "hostname", "address", "state", "active_features", "partitions", NULL,
};

/* Kept: to ask whether they have changed costs slurmctld nothing, to tell them all costs it their node lists. */
static partition_info_msg_t *partitions;

void pb_forget_partitions(void)
{
	if (partitions)
		slurm_free_partition_info_msg(partitions);
	partitions = NULL;
}

/* Whether they changed: 1 or 0; -1 with errno. */
static int refresh_partitions(void)
{
	partition_info_msg_t *fresh = NULL;

	if (!slurm_load_partitions(partitions ? partitions->last_update : 0, &fresh, SHOW_ALL | SHOW_LOCAL)) {
		pb_forget_partitions();
		partitions = fresh;
		return 1;
	}
	return partitions && errno == SLURM_NO_CHANGE_IN_DATA ? 0 : -1;
}

/* Not slurm_populate_node_partitions: where slurmctld was given fewer nodes between the two answers, the partitions'
 * indices end beyond the nodes, and it writes there. Here each node looks itself up, and the next read is right. */
static int holds(const partition_info_t *partition, int32_t index)
{
	const int32_t *range = partition->node_inx;

	for (; range && range[0] >= 0 && range[0] <= index; range += 2) {
		if (index <= range[1])
			return 1;
	}
	return 0;
}

static void put_partitions(struct pb_records *records, int32_t index)
{
	const char *comma = "";

	for (uint32_t i = 0; i < partitions->record_count; i++) {
		const partition_info_t *one = &partitions->partition_array[i];

		if (one->name && holds(one, index)) {
			pb_part(records, comma);
			pb_part(records, one->name);
			comma = ",";
		}
	}
	pb_end(records);
}

static void put(struct pb_records *records, const node_info_t *node, int32_t index)
{
	pb_text(records, node->name);
	pb_text(records, node->node_hostname);
	pb_text(records, node->node_addr);
	pb_node_state(records, node->node_state);
	pb_text(records, node->features_act ? node->features_act : node->features);
	put_partitions(records, index);
}

int pb_read_nodes(time_t *since, struct pb_records *records)
{
	node_info_msg_t *answer = NULL;
	uint32_t named = 0;
	int changed = refresh_partitions();

	if (changed < 0)
		return -1;
	if (slurm_load_node(changed ? 0 : *since, &answer, SHOW_ALL | SHOW_LOCAL | SHOW_MIXED | SHOW_FUTURE)) {
		/* Else the next read would not hear of this change. */
		if (changed)
			pb_forget_partitions();
		return -1;
	}
	/* A node that may not be shown keeps its place, without a name. */
	for (uint32_t i = 0; i < answer->record_count; i++)
		named += answer->node_array[i].name != NULL;
	pb_records_begin(records, columns, named);
	for (uint32_t i = 0; i < answer->record_count; i++) {
		if (answer->node_array[i].name)
			put(records, &answer->node_array[i], (int32_t)i);
	}
	*since = answer->last_update;
	slurm_free_node_info_msg(answer);
	return 0;
}
