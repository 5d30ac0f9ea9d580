/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#define _GNU_SOURCE
#include "tree_names.h"

#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

struct name {
	dev_t dev;
	ino_t ino;
	char path[];
};

static int compare(const void *left, const void *right)
{
	const struct name *a = left, *b = right;

	if (a->dev != b->dev)
		return a->dev < b->dev ? -1 : 1;
	return a->ino == b->ino ? 0 : a->ino < b->ino ? -1 : 1;
}

const char *names_first(struct names *names, dev_t dev, ino_t ino, const char *path)
{
	struct name *name = malloc(sizeof(*name) + strlen(path) + 1), **found;

	if (!name)
		return NULL;
	name->dev = dev;
	name->ino = ino;
	strcpy(name->path, path);
	found = tsearch(name, &names->root, compare);
	if (!found || *found != name)
		free(name);
	if (!found)
		errno = ENOMEM;
	return found ? (*found)->path : NULL;
}

void names_free(struct names *names)
{
	tdestroy(names->root, free);
	names->root = NULL;
}
