/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_TREE_COPY_H
#define PEERBOOT_TREE_COPY_H

/*
 * Trees as images are: directories, files with holes, hard links, symlinks and
 * attributes user.*; anything else in one is an error, and no symlink below the
 * two roots is followed.
 */

/*
 * tree_copy: fills the directory TO, which is there and empty, with what is in
 * FROM, and gives it FROM's mode. Modes are FROM's with the owner's right to
 * write, less the umask; times are FROM's. BEAT is called for each name and each
 * MiB.
 *
 * Returns 0, or -1 with errno; then TO may hold a part.
 */
int tree_copy(const char *from, const char *to, void (*beat)(void));

/* tree_same: whether TO is a directory that holds what FROM does: the same
 * names, kinds, sizes and targets, nothing more and nothing less. */
int tree_same(const char *from, const char *to);

/* tree_remove: removes TREE and all in it, as far as the caller may. */
void tree_remove(const char *tree);

#endif
