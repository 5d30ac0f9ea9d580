/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_TREE_COPY_H
#define PEERBOOT_TREE_COPY_H

/*
 * Trees of directories and files, as images are; anything else in one is an
 * error, and no symbolic link below the two roots is followed.
 */

/*
 * tree_copy: fills the directory TO, which is there and empty, with what is in
 * FROM, and gives it FROM's mode. Modes are FROM's with the owner's right to
 * write, less the umask. BEAT is called for each name and each MiB.
 *
 * Returns 0, or -1 with errno; then TO may hold a part.
 */
int tree_copy(const char *from, const char *to, void (*beat)(void));

/* tree_same: whether TO is a directory that holds what FROM does: the same
 * names, kinds and sizes, nothing more and nothing less. */
int tree_same(const char *from, const char *to);

/* tree_remove: removes TREE and all in it, as far as the caller may. */
void tree_remove(const char *tree);

#endif
