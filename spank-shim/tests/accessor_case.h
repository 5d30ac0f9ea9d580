// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* What the accessor's tests share: a stub that starts afresh for each, and the fields of the last read. */
#ifndef PEERBOOT_ACCESSOR_CASE_H
#define PEERBOOT_ACCESSOR_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "slurm_accessor.h"
#include "stub_libslurm.h"

static char error[256];
static char *bytes;
static int64_t size, since;

/* The fields of the last read: what stands at `row`, in the column of that name. */
static inline const char *field(int row, const char *column)
{
	const char *p = bytes;
	int width = atoi(p), wanted = -1;

	p += strlen(p) + 1;
	assert_true(row < atoi(p));
	p += strlen(p) + 1;
	for (int i = 0; i < width * (row + 1) + width; i++) {
		assert_true(p < bytes + size);
		if (i < width && !strcmp(p, column))
			wanted = width * (row + 1) + i;
		if (i == wanted)
			return p;
		p += strlen(p) + 1;
	}
	fail_msg("no column %s", column);
	return NULL;
}

static int rows(void)
{
	return atoi(bytes + strlen(bytes) + 1);
}

/* Every field is ended, and there are as many as the first two say. */
static void assert_whole(void)
{
	int64_t ends = 0;

	for (int64_t i = 0; i < size; i++)
		ends += bytes[i] == '\0';
	assert_int_equal(bytes[size - 1], 0);
	assert_int_equal(ends, 2 + atoi(bytes) * (1 + rows()));
}

static int32_t load(int32_t kind)
{
	int32_t result;

	peerboot_slurm_free(bytes);
	bytes = NULL;
	result = peerboot_slurm_read(kind, &since, &bytes, &size, error, sizeof(error));
	if (result == PEERBOOT_SLURM_OK)
		assert_whole();
	else
		assert_null(bytes);
	return result;
}

static int begin(void **state)
{
	(void)state;
	memset(&stub, 0, sizeof(stub));
	stub.api = PEERBOOT_SLURM_API;
	since = 0;
	error[0] = '\0';
	unsetenv("SLURM_CONF");
	return peerboot_slurm_open(NULL, error, sizeof(error));
}

static int end(void **state)
{
	(void)state;
	peerboot_slurm_free(bytes);
	bytes = NULL;
	peerboot_slurm_close();
	return stub.given != stub.taken;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
