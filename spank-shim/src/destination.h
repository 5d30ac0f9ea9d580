/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_DESTINATION_H
#define PEERBOOT_DESTINATION_H

#include <stddef.h>

/* destination_source: whether the caller may read the image that stands in TREE.
 * Returns 0, or -1 with TREE, the reason and the remedy in WHY. */
int destination_source(const char *tree, char *why, size_t size);

/*
 * Both make DEST of the image that stands in TREE, as the user who calls and in
 * one step: it is there whole or not at all. What stands there already is left
 * alone and refused, unless it is what was to be made.
 *
 * They return 0, or -1 with DEST, the reason and the remedy in WHY.
 */

/* destination_link: a symbolic link to TREE. The caller's own link to another
 * image of the same cache gives way. */
int destination_link(const char *tree, const char *dest, char *why, size_t size);

/*
 * destination_copy: a directory with copies of TREE's files and directories,
 * owned by the caller, with TREE's modes and his right to write as his umask
 * leaves them. MARK, such as the job's id, is put on it where the file system
 * takes user.* attributes: with the same mark it counts as made already, whatever
 * the job has written in it since. Without, a directory with the same names, kinds
 * and sizes does: another node or an earlier job made it. BEAT is called at least
 * once for each file and each MiB.
 */
int destination_copy(const char *tree, const char *dest, const char *mark, void (*beat)(void), char *why, size_t size);

#endif
