// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* A reader a kind of record. Each returns 0 with `records` filled and `*since` set, else -1 with errno set: that of
 * slurmctld's answer, SLURM_NO_CHANGE_IN_DATA among them. `records` is then empty. */
#ifndef PEERBOOT_SLURM_KINDS_H
#define PEERBOOT_SLURM_KINDS_H

#include <time.h>

#include "slurm_records.h"

int pb_read_nodes(time_t *since, struct pb_records *records);
int pb_read_jobs(time_t *since, struct pb_records *records);
int pb_read_switches(time_t *since, struct pb_records *records);
int pb_read_reservations(time_t *since, struct pb_records *records);

/* The partitions that pb_read_nodes keeps between two reads. */
void pb_forget_partitions(void);

#endif
