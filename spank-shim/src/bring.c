/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "bring.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "destination.h"
#include "image_name.h"
#include "local_socket.h"
#include "stage.h"

static void tell(const char *line)
{
	fprintf(stderr, "peerboot: %s\n", line);
}

static void beat(void)
{
}

static const char *dest_refusal(const char *dest)
{
	return dest && dest[0] != '/' ? "DEST is no absolute path; write such as /scratch/data" : NULL;
}

int bring_image(const char *path, const char *image, const char *dest, int seconds)
{
	char node[HOST_NAME_MAX + 1] = "?", tree[PATH_MAX], why[2048];
	struct stage stage = {
		.socket = path,
		.image = image,
		.node = node,
		.wait = seconds,
		.more_time = "submit the job again, what is here stays",
		.socket_place = "--socket, or socket in pbs-hook.json",
		.tells = 1,
		.tell = tell,
		.beat = beat,
	};
	const char *wrong = image_name_refusal(image);

	if (!wrong)
		wrong = dest_refusal(dest);
	if (wrong) {
		fprintf(stderr, "peerboot: image %.200s: %s\n", image, wrong);
		return 1;
	}
	gethostname(node, sizeof(node));
	node[sizeof(node) - 1] = '\0';
	stage.end = local_now_ms() + seconds * 1000LL;
	if (stage_image(&stage, tree, why, sizeof(why)) < 0) {
		tell(why);
		return 1;
	}
	if (destination_source(tree, why, sizeof(why)) < 0 || (dest && destination_link(tree, dest, why, sizeof(why)) < 0)) {
		fprintf(stderr, "peerboot: image %s on node %s: %s\n", image, node, why);
		return 1;
	}
	return puts(dest ? dest : tree) < 0 || fflush(stdout) != 0;
}
