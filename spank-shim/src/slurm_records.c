// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
#include "slurm_records.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 10,000 nodes take about 1 MB. */
#define FIRST_ROOM (256u << 10)

static void append(struct pb_records *records, const char *bytes, size_t size)
{
	if (records->failed)
		return;
	if (size > records->room - records->size) {
		size_t room = records->room ? records->room : FIRST_ROOM;
		char *more;

		while (room - records->size < size) {
			if (room > SIZE_MAX / 2) {
				records->failed = 1;
				return;
			}
			room *= 2;
		}
		more = realloc(records->bytes, room);
		if (!more) {
			records->failed = 1;
			return;
		}
		records->bytes = more;
		records->room = room;
	}
	memcpy(records->bytes + records->size, bytes, size);
	records->size += size;
}

void pb_records_begin(struct pb_records *records, const char *const *columns, uint32_t count)
{
	int64_t width = 0;

	memset(records, 0, sizeof(*records));
	while (columns[width])
		width++;
	pb_number(records, width);
	pb_number(records, count);
	for (int64_t i = 0; i < width; i++)
		pb_text(records, columns[i]);
}

void pb_text(struct pb_records *records, const char *text)
{
	append(records, text ? text : "", text ? strlen(text) + 1 : 1);
}

void pb_number(struct pb_records *records, int64_t number)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%" PRId64, number);

	append(records, digits, (size_t)length + 1);
}

void pb_part(struct pb_records *records, const char *text)
{
	append(records, text, strlen(text));
}

void pb_end(struct pb_records *records)
{
	append(records, "", 1);
}

void pb_records_drop(struct pb_records *records)
{
	free(records->bytes);
	memset(records, 0, sizeof(*records));
}
