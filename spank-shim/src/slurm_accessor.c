// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* The library's functions: the version is checked, the kind chosen, errors put into words. */
#include "slurm_accessor.h"

#include <errno.h>
#include <slurm/slurm.h>
#include <slurm/slurm_errno.h>
#include <slurm/slurm_version.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "slurm_kinds.h"

/* slurm_api_version() of the libslurm built with: Slurm 22.05 says 38.0.0. The header alone does not tell it. */
#ifndef PEERBOOT_SLURM_API
#error "make asks the installed libslurm for PEERBOOT_SLURM_API"
#endif

/* Micro releases keep the structures. */
#define RELEASE(version) ((version) & 0xffff00)

typedef int (*read_kind)(time_t *since, struct pb_records *records);

static const read_kind readers[] = {
	[PEERBOOT_SLURM_NODES] = pb_read_nodes,
	[PEERBOOT_SLURM_JOBS] = pb_read_jobs,
	[PEERBOOT_SLURM_SWITCHES] = pb_read_switches,
	[PEERBOOT_SLURM_RESERVATIONS] = pb_read_reservations,
};

static int open_now;

int32_t peerboot_slurm_abi(void)
{
	return PEERBOOT_SLURM_ABI;
}

const char *peerboot_slurm_version(void)
{
	static char text[24];

	snprintf(text, sizeof(text), "%d.%02d.%d", SLURM_VERSION_MAJOR(SLURM_VERSION_NUMBER),
		SLURM_VERSION_MINOR(SLURM_VERSION_NUMBER), SLURM_VERSION_MICRO(SLURM_VERSION_NUMBER));
	return text;
}

__attribute__((format(printf, 4, 5)))
static int32_t refuse(int32_t result, char *error, int32_t size, const char *format, ...)
{
	va_list values;

	if (error && size > 0) {
		va_start(values, format);
		vsnprintf(error, (size_t)size, format, values);
		va_end(values);
	}
	return result;
}

int32_t peerboot_slurm_open(const char *conf, char *error, int32_t error_size)
{
	long api = slurm_api_version();
	const char *named = conf ? conf : getenv("SLURM_CONF");

	if (RELEASE(api) != RELEASE(PEERBOOT_SLURM_API))
		return refuse(PEERBOOT_SLURM_OTHER_VERSION, error, error_size,
			"libslurm is of API %ld.%ld, this library was built with Slurm %s, API %d.%d",
			SLURM_VERSION_MAJOR(api), SLURM_VERSION_MINOR(api), peerboot_slurm_version(),
			SLURM_VERSION_MAJOR(PEERBOOT_SLURM_API), SLURM_VERSION_MINOR(PEERBOOT_SLURM_API));
	if (open_now)
		return refuse(PEERBOOT_SLURM_REFUSED, error, error_size, "libslurm is open already");
	/* libslurm itself waits for a minute, then ends the process. */
	if (named && *named && access(named, R_OK))
		return refuse(errno, error, error_size, "%s: %s", named, strerror(errno));
	slurm_init(conf);
	open_now = 1;
	return PEERBOOT_SLURM_OK;
}

int32_t peerboot_slurm_read(int32_t kind, int64_t *since, char **records, int64_t *size, char *error,
	int32_t error_size)
{
	struct pb_records filled = {0};
	time_t when;
	int code;

	if (!since || !records || !size)
		return refuse(PEERBOOT_SLURM_REFUSED, error, error_size, "nowhere to put what is read");
	*records = NULL;
	*size = 0;
	if (!open_now)
		return refuse(PEERBOOT_SLURM_REFUSED, error, error_size, "libslurm is not open");
	if (kind < 0 || (size_t)kind >= sizeof(readers) / sizeof(readers[0]))
		return refuse(PEERBOOT_SLURM_REFUSED, error, error_size, "kind %d is not known", kind);
	when = (time_t)*since;
	errno = 0;
	if (readers[kind](&when, &filled)) {
		code = errno ? errno : SLURM_COMMUNICATIONS_RECEIVE_ERROR;
		if (code == SLURM_NO_CHANGE_IN_DATA)
			return PEERBOOT_SLURM_NO_CHANGE;
		return refuse(code, error, error_size, "%s", slurm_strerror(code));
	}
	if (filled.failed) {
		pb_records_drop(&filled);
		return refuse(ENOMEM, error, error_size, "%s", strerror(ENOMEM));
	}
	*since = (int64_t)when;
	*records = filled.bytes;
	*size = (int64_t)filled.size;
	return PEERBOOT_SLURM_OK;
}

void peerboot_slurm_free(char *records)
{
	free(records);
}

void peerboot_slurm_close(void)
{
	if (!open_now)
		return;
	open_now = 0;
	pb_forget_partitions();
	slurm_fini();
}
