/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "job_user.h"

#include <stdlib.h>
#include <string.h>

const char *job_user(void)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	const char *user = getenv("SLURM_JOB_USER");

	if (!user || !user[0] || strlen(user) > 255 || strspn(user, letters) < strlen(user))
		return NULL;
	return user;
}
