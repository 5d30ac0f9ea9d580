/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "spank_stub.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct spank_stub stub;

void stub_start(spank_context_t context)
{
	memset(&stub, 0, sizeof(stub));
	stub.context = context;
	stub.uid = geteuid();
}

int stub_give(const char *text)
{
	char *copy = strdup(text);
	int rc = stub.registered->cb(stub.registered->val, copy, stub.context == S_CTX_REMOTE);

	memset(copy, 'X', strlen(copy));
	free(copy);
	return rc;
}

const char *stub_env(const char *name)
{
	int i;

	for (i = 0; i < stub.env_count; i++)
		if (strcmp(stub.env[i][0], name) == 0)
			return stub.env[i][1];
	return NULL;
}

static void say(const char *format, va_list args)
{
	size_t n = strlen(stub.said);

	vsnprintf(stub.said + n, sizeof(stub.said) - n, format, args);
	strncat(stub.said, "\n", sizeof(stub.said) - strlen(stub.said) - 1);
}

void slurm_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(format, args);
	va_end(args);
}

void slurm_info(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(format, args);
	va_end(args);
}

const char *spank_strerror(spank_err_t err)
{
	return err == ESPANK_SUCCESS ? "Success" : "Not available";
}

spank_context_t spank_context(void)
{
	return stub.context;
}

spank_err_t spank_option_register(spank_t spank, struct spank_option *opt)
{
	(void)spank;
	stub.registered = opt;
	return ESPANK_SUCCESS;
}

spank_err_t spank_option_getopt(spank_t spank, struct spank_option *opt, char **optarg)
{
	static char text[4096];

	(void)spank;
	if (!stub.getopt_works)
		return ESPANK_NOT_AVAIL;
	if (strcmp(opt->name, "peerboot") != 0 || !stub.option)
		return ESPANK_ERROR;
	snprintf(text, sizeof(text), "%s", stub.option);
	*optarg = text;
	return ESPANK_SUCCESS;
}

spank_err_t spank_get_item(spank_t spank, spank_item_t item, ...)
{
	spank_err_t rc = ESPANK_SUCCESS;
	va_list args;

	(void)spank;
	va_start(args, item);
	if (item == S_JOB_ID && stub.has_job)
		*va_arg(args, uint32_t *) = stub.job;
	else if (item == S_JOB_UID)
		*va_arg(args, uid_t *) = stub.uid;
	else if (item == S_TASK_ID)
		*va_arg(args, int *) = stub.task;
	else if (item == S_JOB_NODEID)
		*va_arg(args, uint32_t *) = stub.node_id;
	else
		rc = ESPANK_BAD_ARG;
	va_end(args);
	return rc;
}

spank_err_t spank_getenv(spank_t spank, const char *var, char *buf, int len)
{
	(void)spank;
	if (strcmp(var, "SLURMD_NODENAME") != 0)
		return ESPANK_ENV_NOEXIST;
	snprintf(buf, (size_t)len, "n7");
	return ESPANK_SUCCESS;
}

spank_err_t spank_unsetenv(spank_t spank, const char *var)
{
	int i;

	(void)spank;
	for (i = 0; i < stub.env_count; i++)
		if (strcmp(stub.env[i][0], var) == 0)
			stub.env[i][0][0] = '\0';
	return ESPANK_SUCCESS;
}

spank_err_t spank_setenv(spank_t spank, const char *var, const char *val, int overwrite)
{
	if (!overwrite && stub_env(var))
		return ESPANK_ENV_EXISTS;
	spank_unsetenv(spank, var);
	if (stub.env_count == 32)
		abort();
	snprintf(stub.env[stub.env_count][0], sizeof(stub.env[0][0]), "%s", var);
	snprintf(stub.env[stub.env_count++][1], sizeof(stub.env[0][1]), "%s", val);
	return ESPANK_SUCCESS;
}
