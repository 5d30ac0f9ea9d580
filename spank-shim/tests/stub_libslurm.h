// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* The functions of libslurm that the accessor calls, answering as they are told. */
#ifndef PEERBOOT_STUB_LIBSLURM_H
#define PEERBOOT_STUB_LIBSLURM_H

#include <slurm/slurm.h>
#include <slurm/slurm_errno.h>

/* An answer is given whole when asked with a time before its last_update; the arrays stay the test's. */
struct stub {
	long api;
	int error; /* of every load; 0 for none */
	int node_error; /* of slurm_load_node alone */
	node_info_msg_t nodes;
	job_info_msg_t jobs;
	partition_info_msg_t partitions;
	topo_info_response_msg_t switches;
	reserve_info_msg_t reservations;
	/* What was seen. */
	int inits, finis;
	const char *conf;
	int given, taken; /* answers handed out, and freed */
	uint16_t node_flags, job_flags;
};

extern struct stub stub;

#endif
