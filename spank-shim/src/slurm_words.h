// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* Slurm's own words for its numbers. libslurm has functions for them, but declares none in slurm.h. */
#ifndef PEERBOOT_SLURM_WORDS_H
#define PEERBOOT_SLURM_WORDS_H

#include <stdint.h>

#include "slurm_records.h"

/* A field such as IDLE+DRAIN+REBOOT_ISSUED, as scontrol writes it. A flag without a word is left out. */
void pb_node_state(struct pb_records *records, uint32_t state);

/* As squeue writes it: of a job that completes COMPLETING, whatever it completes to. */
const char *pb_job_state(uint32_t state);

/* As scontrol writes OverSubscribe. */
const char *pb_job_share(uint16_t shared);

#endif
