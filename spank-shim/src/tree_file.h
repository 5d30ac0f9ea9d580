/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_TREE_FILE_H
#define PEERBOOT_TREE_FILE_H

#include <sys/stat.h>

/* What is copied of one file or directory, whose descriptors stay the caller's. */

/*
 * file_data: copies the bytes of the regular file IN, of SIZE bytes, to the
 * empty OUT; where IN has a hole, OUT has one. BEAT is called for each MiB.
 *
 * Returns 0, or -1 with errno.
 */
int file_data(int in, int out, off_t size, void (*beat)(void));

/*
 * file_xattrs: copies the attributes user.* of IN to OUT, as far as OUT's file
 * system has any; others are not the caller's to give.
 *
 * Returns 0, or -1 with errno.
 */
int file_xattrs(int in, int out);

/* file_time: gives OUT the time of the last change in ST. Returns 0, or -1 with errno. */
int file_time(int out, const struct stat *st);

#endif
