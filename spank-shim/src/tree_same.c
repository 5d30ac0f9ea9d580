/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#define _GNU_SOURCE
#include "tree_copy.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tree_walk.h"

static int same_target(int from, int to, const char *name)
{
	char a[PATH_MAX], b[PATH_MAX];
	ssize_t n = readlinkat(from, name, a, sizeof(a)), m = readlinkat(to, name, b, sizeof(b));

	return n >= 0 && n == m && memcmp(a, b, (size_t)n) == 0;
}

static int same_all(int from, int to);

static int same_name(int from, int to, const char *name)
{
	struct stat a, b;
	int in, out, same = 0;

	if (fstatat(from, name, &a, AT_SYMLINK_NOFOLLOW) < 0 || fstatat(to, name, &b, AT_SYMLINK_NOFOLLOW) < 0 ||
	    (a.st_mode & S_IFMT) != (b.st_mode & S_IFMT))
		return 0;
	if (S_ISLNK(a.st_mode))
		return same_target(from, to, name);
	if (!S_ISDIR(a.st_mode))
		return S_ISREG(a.st_mode) && a.st_size == b.st_size;
	in = openat(from, name, WALK_DIRECTORY);
	out = openat(to, name, WALK_DIRECTORY);
	if (in >= 0 && out >= 0)
		same = same_all(in, out);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return same;
}

static int same_all(int from, int to)
{
	DIR *here = walk_open(from), *there = walk_open(to);
	const char *name;
	int same = here && there;
	long names = 0;

	while (same && (name = walk_next(here)) != NULL) {
		same = same_name(from, to, name);
		names++;
	}
	while (same && walk_next(there))
		names--;
	if (here)
		closedir(here);
	if (there)
		closedir(there);
	return same && names == 0;
}

int tree_same(const char *from, const char *to)
{
	int in = open(from, WALK_DIRECTORY), out = open(to, WALK_DIRECTORY), same = 0;

	if (in >= 0 && out >= 0)
		same = same_all(in, out);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return same;
}
