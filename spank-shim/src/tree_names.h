/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_TREE_NAMES_H
#define PEERBOOT_TREE_NAMES_H

#include <sys/types.h>

/* The first names of files that have several. */
struct names {
	void *root;
};

/*
 * names_first: the path that file DEV, INO was first seen under, or PATH, of
 * which a copy is kept, if that is now. NULL with errno if there is no memory.
 * What is returned is the table's.
 */
const char *names_first(struct names *names, dev_t dev, ino_t ino, const char *path);

void names_free(struct names *names);

#endif
