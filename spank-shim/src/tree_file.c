/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#define _GNU_SOURCE
#include "tree_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/xattr.h>
#include <unistd.h>

#define SLICE (1 << 20)
/* XATTR_LIST_MAX and XATTR_SIZE_MAX of linux/limits.h. */
#define XATTR_MAX 65536

/* The run of data in FD from BEGIN on: its first byte in *BEGIN, the end returned; -1 with errno. */
static off_t data_after(int fd, off_t *begin, off_t size)
{
	off_t data = lseek(fd, *begin, SEEK_DATA), hole;

	if (data < 0 && errno == ENXIO) {
		*begin = size; /* a hole up to the end */
		return size;
	}
	/* A file system that knows nothing of holes. */
	if (data < 0 && errno == EINVAL)
		data = *begin;
	else if (data < 0)
		return -1;
	hole = lseek(fd, data, SEEK_HOLE);
	*begin = data;
	return hole < 0 ? size : hole;
}

static int pour(int in, int out, off_t begin, off_t end, void (*beat)(void))
{
	if (lseek(out, begin, SEEK_SET) < 0)
		return -1;
	while (begin < end) {
		size_t left = (size_t)(end - begin);
		ssize_t n = sendfile(out, in, &begin, left < SLICE ? left : SLICE);

		beat();
		if (n < 0 && errno != EINTR)
			return -1;
		if (n == 0) {
			errno = EIO; /* shorter than it was */
			return -1;
		}
	}
	return 0;
}

int file_data(int in, int out, off_t size, void (*beat)(void))
{
	off_t begin = 0, end;

	while (begin < size) {
		end = data_after(in, &begin, size);
		if (end < 0 || pour(in, out, begin, end < size ? end : size, beat) < 0)
			return -1;
		begin = end;
	}
	return ftruncate(out, size);
}

int file_xattrs(int in, int out)
{
	ssize_t length = flistxattr(in, NULL, 0), n;
	char *names, *value, *name;
	int rc = 0, error;

	if (length <= 0)
		return length < 0 && errno != ENOTSUP ? -1 : 0;
	names = malloc(XATTR_MAX);
	value = malloc(XATTR_MAX);
	length = names && value ? flistxattr(in, names, XATTR_MAX) : -1;
	if (length < 0)
		rc = -1;
	for (name = names; rc == 0 && name < names + length; name += strlen(name) + 1) {
		if (strncmp(name, "user.", strlen("user.")) != 0)
			continue;
		n = fgetxattr(in, name, value, XATTR_MAX);
		rc = n < 0 ? -1 : fsetxattr(out, name, value, (size_t)n, 0);
		if (rc < 0 && errno == ENOTSUP)
			rc = 0;
	}
	error = errno;
	free(names);
	free(value);
	errno = error;
	return rc;
}

int file_time(int out, const struct stat *st)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_OMIT }, st->st_mtim };

	return futimens(out, times);
}
