/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_TREE_WALK_H
#define PEERBOOT_TREE_WALK_H

#include <dirent.h>
#include <fcntl.h>

/* How a directory of a tree is opened: as itself, never through a link. */
#define WALK_DIRECTORY (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* walk_open: a stream of the directory FD, which stays the caller's; NULL with errno. */
DIR *walk_open(int fd);

/* walk_next: the next name in DIR but . and .., or NULL with errno: 0 at the end. */
const char *walk_next(DIR *dir);

#endif
