/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* In srun, sbatch and salloc, as the user, on a host that may have no peer. */
#include "plugin.h"

#include "order.h"

int submit_order(const struct site *site, const char *text)
{
	struct order order = { .wait = site->wait, .strict = site->strict };
	char why[1024];

	if (site->why[0]) {
		slurm_error("peerboot: %s; tell an administrator", site->why);
		return -1;
	}
	if (!text || order_parse(&order, text, why, sizeof(why)) < 0) {
		slurm_error("peerboot: --peerboot: %s", text ? why : "names no image; write NAME:TAG[:DEST]");
		return -1;
	}
	order_free(&order);
	return 0;
}
