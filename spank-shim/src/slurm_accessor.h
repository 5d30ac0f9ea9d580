// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* libpeerboot-slurm.so: what libslurm tells, without its structures. They change with each release of Slurm, so that
 * nobody but C compiled against the installed slurm.h can read them; this library is built with Slurm, and its own
 * functions stay the same. Not for threads: one caller at a time. Any call may block for as long as libslurm does,
 * which is a minute where no slurmctld answers, and libslurm ends the process where it cannot read slurm.conf: whoever
 * loads this does so in a process of its own. */
#ifndef PEERBOOT_SLURM_ACCESSOR_H
#define PEERBOOT_SLURM_ACCESSOR_H

#include <stdint.h>

#define PEERBOOT_SLURM_ABI 1

/* What a call returns: one of these, or the number of Slurm's own error (errno, or of slurm_errno.h). */
enum peerboot_slurm_result {
	PEERBOOT_SLURM_OK = 0,
	PEERBOOT_SLURM_NO_CHANGE = -1,
	PEERBOOT_SLURM_OTHER_VERSION = -2,
	PEERBOOT_SLURM_REFUSED = -3,
};

enum peerboot_slurm_kind {
	PEERBOOT_SLURM_NODES = 0,
	PEERBOOT_SLURM_JOBS = 1,
	PEERBOOT_SLURM_SWITCHES = 2,
	PEERBOOT_SLURM_RESERVATIONS = 3,
};

#define PEERBOOT_SLURM_EXPORT __attribute__((visibility("default")))

/* PEERBOOT_SLURM_ABI of this library. Asked first: nothing else is known to fit where it differs. */
PEERBOOT_SLURM_EXPORT int32_t peerboot_slurm_abi(void);

/* The Slurm that this library was built with, such as "22.05.8". Nobody frees it. */
PEERBOOT_SLURM_EXPORT const char *peerboot_slurm_version(void);

/* Reads slurm.conf: `conf`, or where that is NULL the one that Slurm finds (SLURM_CONF, its default, its DNS record).
 * Refuses a libslurm of another release than the one built with. `error`, of `error_size` bytes, gets the reason. */
PEERBOOT_SLURM_EXPORT int32_t peerboot_slurm_open(const char *conf, char *error, int32_t error_size);

/* Asks slurmctld for all records of one kind. `*since` holds what the call before put there, or 0 for "all, always";
 * it is left alone unless OK is returned, and is 0 for kinds that have no time of change. On OK `*records` of `*size`
 * bytes is the caller's, who hands it to peerboot_slurm_free; on any other result it is NULL.
 *
 * The bytes are fields, each ended by a NUL (no value of Slurm's holds one): the number of columns, the number of
 * records, the columns' names, then the records' values, row by row. What Slurm does not give is empty; times are in
 * seconds since the epoch, 0 where there is none. Text is as Slurm has it, mostly UTF-8. */
PEERBOOT_SLURM_EXPORT int32_t peerboot_slurm_read(int32_t kind, int64_t *since, char **records, int64_t *size,
	char *error, int32_t error_size);

PEERBOOT_SLURM_EXPORT void peerboot_slurm_free(char *records);

/* Gives back what libslurm and this library hold; peerboot_slurm_open may follow. */
PEERBOOT_SLURM_EXPORT void peerboot_slurm_close(void);

#endif
