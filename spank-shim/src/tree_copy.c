/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#define _GNU_SOURCE
#include "tree_copy.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tree_file.h"
#include "tree_names.h"
#include "tree_walk.h"

/* Image paths have 3840 bytes at most. */
struct copying {
	int root; /* of the copy; links are made from there */
	void (*beat)(void);
	struct names names;
	size_t length;
	char path[PATH_MAX]; /* below the root, of what is being copied */
};

static void close_keeping_errno(int fd)
{
	int error = errno;

	close(fd);
	errno = error;
}

/* Goes down to NAME: what the path's length was, for climb(); -1 with errno. */
static ssize_t descend(struct copying *c, const char *name)
{
	size_t before = c->length, length = strlen(name);

	if (before + length + 2 > sizeof(c->path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (before > 0)
		c->path[c->length++] = '/';
	memcpy(c->path + c->length, name, length + 1);
	c->length += length;
	return (ssize_t)before;
}

static void climb(struct copying *c, ssize_t before)
{
	c->length = (size_t)before;
	c->path[c->length] = '\0';
}

static int copy_bytes(struct copying *c, int from, int to, const char *name, const struct stat *st)
{
	int in = openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), out, rc;

	if (in < 0)
		return -1;
	out = openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (st->st_mode & 0777) | S_IWUSR);
	if (out < 0) {
		close_keeping_errno(in);
		return -1;
	}
	rc = file_data(in, out, st->st_size, c->beat);
	if (rc == 0)
		rc = file_xattrs(in, out);
	if (rc == 0)
		rc = file_time(out, st);
	close_keeping_errno(in);
	/* A file system beyond a network says only now that it has no room. */
	if (rc < 0)
		close_keeping_errno(out);
	else
		rc = close(out);
	return rc;
}

static int copy_file(struct copying *c, int from, int to, const char *name, const struct stat *st)
{
	const char *first = c->path;

	if (st->st_nlink > 1)
		first = names_first(&c->names, st->st_dev, st->st_ino, c->path);
	if (!first)
		return -1;
	/* All that is above it was made here, of directories alone, and nobody else may write there yet. */
	if (strcmp(first, c->path) != 0)
		return linkat(c->root, first, to, name, 0);
	return copy_bytes(c, from, to, name, st);
}

static int copy_symlink(int from, int to, const char *name)
{
	char target[PATH_MAX];
	ssize_t n = readlinkat(from, name, target, sizeof(target));

	if (n < 0)
		return -1;
	if ((size_t)n == sizeof(target)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	target[n] = '\0';
	return symlinkat(target, to, name);
}

static int copy_all(struct copying *c, int from, int to);

static int copy_directory(struct copying *c, int from, int to, const char *name, const struct stat *st)
{
	int in, out = -1, rc = -1;

	if (mkdirat(to, name, (st->st_mode & 0777) | 0700) < 0)
		return -1;
	in = openat(from, name, WALK_DIRECTORY);
	if (in >= 0)
		out = openat(to, name, WALK_DIRECTORY);
	if (out >= 0) {
		rc = copy_all(c, in, out);
		if (rc == 0)
			rc = file_xattrs(in, out);
		if (rc == 0)
			rc = file_time(out, st);
		close_keeping_errno(out);
	}
	if (in >= 0)
		close_keeping_errno(in);
	return rc;
}

static int copy_one(struct copying *c, int from, int to, const char *name)
{
	struct stat st;

	if (fstatat(from, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return -1;
	if (S_ISDIR(st.st_mode))
		return copy_directory(c, from, to, name, &st);
	if (S_ISREG(st.st_mode))
		return copy_file(c, from, to, name, &st);
	if (S_ISLNK(st.st_mode))
		return copy_symlink(from, to, name);
	errno = EINVAL;
	return -1;
}

static int copy_all(struct copying *c, int from, int to)
{
	DIR *dir = walk_open(from);
	const char *name;
	int rc = 0, error;

	if (!dir)
		return -1;
	while (rc == 0 && (name = walk_next(dir)) != NULL) {
		ssize_t before = descend(c, name);

		c->beat();
		rc = before < 0 ? -1 : copy_one(c, from, to, name);
		if (before >= 0)
			climb(c, before);
	}
	if (rc == 0 && errno != 0)
		rc = -1;
	error = errno;
	closedir(dir);
	errno = error;
	return rc;
}

int tree_copy(const char *from, const char *to, void (*beat)(void))
{
	struct copying c = { .beat = beat };
	int in = open(from, WALK_DIRECTORY), rc;
	struct stat st;
	mode_t mask;

	if (in < 0)
		return -1;
	c.root = open(to, WALK_DIRECTORY);
	if (c.root < 0) {
		close_keeping_errno(in);
		return -1;
	}
	rc = copy_all(&c, in, c.root);
	names_free(&c.names);
	if (rc == 0)
		rc = fstat(in, &st);
	if (rc == 0) {
		mask = umask(0);
		umask(mask);
		rc = fchmod(c.root, ((st.st_mode & 0777) | 0700) & ~mask);
	}
	close_keeping_errno(in);
	close_keeping_errno(c.root);
	return rc;
}

static void remove_all(int directory)
{
	DIR *dir = walk_open(directory);
	const char *name;

	while (dir && (name = walk_next(dir)) != NULL) {
		int child = openat(directory, name, WALK_DIRECTORY);

		if (child >= 0) {
			remove_all(child);
			close(child);
		}
		unlinkat(directory, name, child >= 0 ? AT_REMOVEDIR : 0);
	}
	if (dir)
		closedir(dir);
}

void tree_remove(const char *tree)
{
	int fd = open(tree, WALK_DIRECTORY);

	if (fd < 0)
		return;
	remove_all(fd);
	close(fd);
	rmdir(tree);
}
