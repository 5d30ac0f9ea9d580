/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* Whose job a prolog is of. */
#ifndef PEERBOOT_JOB_USER_H
#define PEERBOOT_JOB_USER_H

/* Returns SLURM_JOB_USER, which slurmd sets for prologs and which goes into JSON as it is; NULL where there is none, or it is
 * no user's name. The environment's own. */
const char *job_user(void);

#endif
