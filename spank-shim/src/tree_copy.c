/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#define _GNU_SOURCE
#include "tree_copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define SLICE (1 << 20)
#define DIRECTORY (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

static void close_keeping_errno(int fd)
{
	int error = errno;

	close(fd);
	errno = error;
}

/* The next name in DIR but . and .., or NULL with errno: 0 at the end. */
static const char *next_name(DIR *dir)
{
	struct dirent *entry;

	do {
		errno = 0;
		entry = readdir(dir);
	} while (entry && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0));
	return entry ? entry->d_name : NULL;
}

/* A stream of the directory FD, which stays the caller's; NULL with errno. */
static DIR *listing(int fd)
{
	int copy = openat(fd, ".", DIRECTORY);
	DIR *dir = copy < 0 ? NULL : fdopendir(copy);

	if (!dir && copy >= 0)
		close_keeping_errno(copy);
	return dir;
}

static int pour(int from, int to, void (*beat)(void))
{
	ssize_t n;

	do {
		n = sendfile(to, from, NULL, SLICE);
		beat();
	} while (n > 0 || (n < 0 && errno == EINTR));
	return (int)n;
}

static int copy_file(int from, int to, const char *name, mode_t mode, void (*beat)(void))
{
	int in = openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), out, rc;

	if (in < 0)
		return -1;
	out = openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
	if (out < 0) {
		close_keeping_errno(in);
		return -1;
	}
	rc = pour(in, out, beat);
	close_keeping_errno(in);
	/* A file system beyond a network says only now that it has no room. */
	if (rc < 0)
		close_keeping_errno(out);
	else
		rc = close(out);
	return rc;
}

static int copy_all(int from, int to, void (*beat)(void));

static int copy_directory(int from, int to, const char *name, mode_t mode, void (*beat)(void))
{
	int in, out = -1, rc = -1;

	if (mkdirat(to, name, mode | 0700) < 0)
		return -1;
	in = openat(from, name, DIRECTORY);
	if (in >= 0)
		out = openat(to, name, DIRECTORY);
	if (out >= 0) {
		rc = copy_all(in, out, beat);
		close_keeping_errno(out);
	}
	if (in >= 0)
		close_keeping_errno(in);
	return rc;
}

static int copy_all(int from, int to, void (*beat)(void))
{
	DIR *dir = listing(from);
	const char *name;
	struct stat st;
	int rc = 0, error;

	if (!dir)
		return -1;
	while (rc == 0 && (name = next_name(dir)) != NULL) {
		mode_t mode;

		beat();
		rc = fstatat(from, name, &st, AT_SYMLINK_NOFOLLOW);
		mode = (st.st_mode & 0777) | S_IWUSR;
		if (rc == 0 && S_ISDIR(st.st_mode)) {
			rc = copy_directory(from, to, name, mode, beat);
		} else if (rc == 0 && S_ISREG(st.st_mode)) {
			rc = copy_file(from, to, name, mode, beat);
		} else if (rc == 0) {
			errno = EINVAL;
			rc = -1;
		}
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
	int in = open(from, DIRECTORY), out, rc;
	struct stat st;
	mode_t mask;

	if (in < 0)
		return -1;
	out = open(to, DIRECTORY);
	if (out < 0) {
		close_keeping_errno(in);
		return -1;
	}
	rc = copy_all(in, out, beat);
	if (rc == 0)
		rc = fstat(in, &st);
	if (rc == 0) {
		mask = umask(0);
		umask(mask);
		rc = fchmod(out, ((st.st_mode & 0777) | 0700) & ~mask);
	}
	close_keeping_errno(in);
	close_keeping_errno(out);
	return rc;
}

static int same_all(int from, int to);

static int same_name(int from, int to, const char *name)
{
	struct stat a, b;
	int in, out, same = 0;

	if (fstatat(from, name, &a, AT_SYMLINK_NOFOLLOW) < 0 || fstatat(to, name, &b, AT_SYMLINK_NOFOLLOW) < 0 ||
	    (a.st_mode & S_IFMT) != (b.st_mode & S_IFMT))
		return 0;
	if (!S_ISDIR(a.st_mode))
		return S_ISREG(a.st_mode) && a.st_size == b.st_size;
	in = openat(from, name, DIRECTORY);
	out = openat(to, name, DIRECTORY);
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
	DIR *here = listing(from), *there = listing(to);
	const char *name;
	int same = here && there;
	long names = 0;

	while (same && (name = next_name(here)) != NULL) {
		same = same_name(from, to, name);
		names++;
	}
	while (same && next_name(there))
		names--;
	if (here)
		closedir(here);
	if (there)
		closedir(there);
	return same && names == 0;
}

int tree_same(const char *from, const char *to)
{
	int in = open(from, DIRECTORY), out = open(to, DIRECTORY), same = 0;

	if (in >= 0 && out >= 0)
		same = same_all(in, out);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return same;
}

static void remove_all(int directory)
{
	DIR *dir = listing(directory);
	const char *name;

	while (dir && (name = next_name(dir)) != NULL) {
		int child = openat(directory, name, DIRECTORY);

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
	int fd = open(tree, DIRECTORY);

	if (fd < 0)
		return;
	remove_all(fd);
	close(fd);
	rmdir(tree);
}
