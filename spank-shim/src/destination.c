/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#define _GNU_SOURCE
#include "destination.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "tree_copy.h"

#define HEX 64
#define MARK "user.peerboot"

static int refuse(char *why, size_t size, const char *dest, const char *reason)
{
	snprintf(why, size, "DEST %s: %s", dest, reason);
	return -1;
}

static int refuse_errno(char *why, size_t size, const char *dest)
{
	char reason[256];

	if (errno == ENOENT)
		return refuse(why, size, dest, "the directory that it shall be in is not there; make that first");
	snprintf(reason, sizeof(reason), "cannot be made (%s); name a place where you may write", strerror(errno));
	return refuse(why, size, dest, reason);
}

static int refuse_existing(char *why, size_t size, const char *dest)
{
	return refuse(why, size, dest, "exists and was not made of this image; move it away, or name another DEST");
}

/* Whether TARGET is an image of the cache that TREE, .../images/HEX/tree, is of. */
static int same_cache(const char *target, const char *tree)
{
	static const char tail[] = "/tree";
	size_t length = strlen(tree), front;

	if (length <= HEX + strlen(tail) || strlen(target) != length)
		return 0;
	front = length - strlen(tail) - HEX;
	return strncmp(target, tree, front) == 0 && strcmp(tree + front + HEX, tail) == 0 &&
	       strcmp(target + front + HEX, tail) == 0 && strspn(target + front, "0123456789abcdef") == HEX;
}

/* A name beside DEST that nobody uses. Returns 0, or -1 with errno. */
static int name_beside(const char *dest, char *name, size_t size)
{
	const char *slash = strrchr(dest, '/');
	int front = slash ? (int)(slash + 1 - dest) : 0;

	if ((size_t)snprintf(name, size, "%.*s.peerboot-XXXXXX", front, dest) >= size) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return 0;
}

/* The caller's own link at DEST points elsewhere now. Returns 0, or -1 with errno. */
static int relink(const char *tree, const char *dest)
{
	char directory[PATH_MAX], link[PATH_MAX + 8];
	int rc, error;

	if (name_beside(dest, directory, sizeof(directory)) < 0 || !mkdtemp(directory))
		return -1;
	snprintf(link, sizeof(link), "%s/link", directory);
	rc = symlink(tree, link);
	if (rc == 0 && (rc = rename(link, dest)) < 0) {
		error = errno;
		unlink(link);
		errno = error;
	}
	error = errno;
	rmdir(directory);
	errno = error;
	return rc;
}

int destination_source(const char *tree, char *why, size_t size)
{
	if (access(tree, R_OK | X_OK) == 0)
		return 0;
	snprintf(why, size, "its files in %s cannot be read by you (%s); ask an administrator to let users pass through the cache",
		 tree, strerror(errno));
	return -1;
}

int destination_link(const char *tree, const char *dest, char *why, size_t size)
{
	char target[PATH_MAX];
	struct stat st;
	ssize_t n;

	if (symlink(tree, dest) == 0)
		return 0;
	if (errno != EEXIST)
		return refuse_errno(why, size, dest);
	/* Another's link could be turned elsewhere by him at any time. */
	n = readlink(dest, target, sizeof(target) - 1);
	if (n < 0 || lstat(dest, &st) < 0 || st.st_uid != geteuid())
		return refuse_existing(why, size, dest);
	target[n] = '\0';
	if (strcmp(target, tree) == 0)
		return 0;
	if (!same_cache(target, tree))
		return refuse_existing(why, size, dest);
	return relink(tree, dest) < 0 ? refuse_errno(why, size, dest) : 0;
}

/* Whether DEST is the caller's directory with that mark on it. */
static int marked(const char *dest, const char *mark)
{
	char value[256];
	ssize_t n = lgetxattr(dest, MARK, value, sizeof(value));
	struct stat st;

	return n == (ssize_t)strlen(mark) && memcmp(value, mark, strlen(mark)) == 0 && lstat(dest, &st) == 0 &&
	       S_ISDIR(st.st_mode) && st.st_uid == geteuid();
}

static int made(const char *tree, const char *dest, const char *mark)
{
	return marked(dest, mark) || tree_same(tree, dest);
}

int destination_copy(const char *tree, const char *dest, const char *mark, void (*beat)(void), char *why, size_t size)
{
	char stage[PATH_MAX], reason[PATH_MAX + 128];
	struct stat st;

	if (lstat(dest, &st) == 0)
		return made(tree, dest, mark) ? 0 : refuse_existing(why, size, dest);
	if (name_beside(dest, stage, sizeof(stage)) < 0 || !mkdtemp(stage))
		return refuse_errno(why, size, dest);
	if (tree_copy(tree, stage, beat) < 0) {
		snprintf(reason, sizeof(reason), "cannot be filled from %s (%s); see that there is room and that you may read the image",
			 tree, strerror(errno));
		tree_remove(stage);
		return refuse(why, size, dest, reason);
	}
	/* Where it cannot be marked, it is compared. */
	(void)!lsetxattr(stage, MARK, mark, strlen(mark), 0);
	if (renameat2(AT_FDCWD, stage, AT_FDCWD, dest, RENAME_NOREPLACE) == 0)
		return 0;
	/* Not every file system has that; over a directory with something in it rename(2) does not go either. */
	if ((errno == EINVAL || errno == ENOSYS) && rename(stage, dest) == 0)
		return 0;
	if (errno == EEXIST || errno == ENOTEMPTY) {
		tree_remove(stage);
		return made(tree, dest, mark) ? 0 : refuse_existing(why, size, dest);
	}
	refuse_errno(why, size, dest);
	tree_remove(stage);
	return -1;
}
