// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
#include "stub_libslurm.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct stub stub;

/* A copy on the heap, so that the sanitizer sees one that is lost or used after it was freed. */
static int give(const void *answer, size_t size, time_t updated, time_t asked, void *place)
{
	void *copy;

	if (stub.error || asked >= updated) {
		errno = stub.error ? stub.error : SLURM_NO_CHANGE_IN_DATA;
		return -1;
	}
	copy = malloc(size);
	memcpy(copy, answer, size);
	memcpy(place, &copy, sizeof(copy));
	stub.given++;
	return 0;
}

static void take(void *answer)
{
	stub.taken += answer != NULL;
	free(answer);
}

long slurm_api_version(void)
{
	return stub.api;
}

void slurm_init(const char *conf)
{
	stub.conf = conf;
	stub.inits++;
}

void slurm_fini(void)
{
	stub.finis++;
}

char *slurm_strerror(int number)
{
	return number == 1234 ? "slurmctld is at lunch" : "another error";
}

int slurm_load_node(time_t since, node_info_msg_t **answer, uint16_t flags)
{
	stub.node_flags = flags;
	if (stub.node_error) {
		errno = stub.node_error;
		return -1;
	}
	return give(&stub.nodes, sizeof(stub.nodes), stub.nodes.last_update, since, answer);
}

int slurm_load_jobs(time_t since, job_info_msg_t **answer, uint16_t flags)
{
	stub.job_flags = flags;
	return give(&stub.jobs, sizeof(stub.jobs), stub.jobs.last_update, since, answer);
}

int slurm_load_partitions(time_t since, partition_info_msg_t **answer, uint16_t flags)
{
	(void)flags;
	return give(&stub.partitions, sizeof(stub.partitions), stub.partitions.last_update, since, answer);
}

int slurm_load_topo(topo_info_response_msg_t **answer)
{
	return give(&stub.switches, sizeof(stub.switches), 1, 0, answer);
}

int slurm_load_reservations(time_t since, reserve_info_msg_t **answer)
{
	return give(&stub.reservations, sizeof(stub.reservations), stub.reservations.last_update, since, answer);
}

void slurm_free_node_info_msg(node_info_msg_t *answer)
{
	take(answer);
}

void slurm_free_job_info_msg(job_info_msg_t *answer)
{
	take(answer);
}

void slurm_free_partition_info_msg(partition_info_msg_t *answer)
{
	take(answer);
}

void slurm_free_topo_info_msg(topo_info_response_msg_t *answer)
{
	take(answer);
}

void slurm_free_reservation_info_msg(reserve_info_msg_t *answer)
{
	take(answer);
}
