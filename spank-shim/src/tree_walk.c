/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#define _GNU_SOURCE
#include "tree_walk.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

DIR *walk_open(int fd)
{
	int copy = openat(fd, ".", WALK_DIRECTORY), error;
	DIR *dir = copy < 0 ? NULL : fdopendir(copy);

	if (!dir && copy >= 0) {
		error = errno;
		close(copy);
		errno = error;
	}
	return dir;
}

const char *walk_next(DIR *dir)
{
	struct dirent *entry;

	do {
		errno = 0;
		entry = readdir(dir);
	} while (entry && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0));
	return entry ? entry->d_name : NULL;
}
