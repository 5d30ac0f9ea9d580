// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* Rows of NUL-ended fields in one growing buffer; the form is told at peerboot_slurm_read. */
#ifndef PEERBOOT_SLURM_RECORDS_H
#define PEERBOOT_SLURM_RECORDS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Zeroed by pb_records_begin. Once memory has failed every call is a no-op and `failed` says so. */
struct pb_records {
	char *bytes;
	size_t size;
	size_t room;
	int failed;
};

/* `columns` ends with a NULL. `count` must be the number of rows that follow. */
void pb_records_begin(struct pb_records *records, const char *const *columns, uint32_t count);

/* A field; NULL is empty. */
void pb_text(struct pb_records *records, const char *text);
void pb_number(struct pb_records *records, int64_t number);

/* A field in parts: any number of pb_part, then one pb_end. */
void pb_part(struct pb_records *records, const char *text);
void pb_end(struct pb_records *records);

/* What pb_records_begin took is the caller's to free() as `bytes`; this is for those that give up. */
void pb_records_drop(struct pb_records *records);

#endif
