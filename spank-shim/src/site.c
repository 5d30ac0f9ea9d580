/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "site.h"

#include <stdio.h>
#include <string.h>
#include <sys/un.h>

#include "local_socket.h"
#include "order.h"

static const char *take(struct site *site, const char *argument)
{
	static const struct sockaddr_un address;
	int n;

	if (strncmp(argument, "socket=", 7) == 0) {
		if (argument[7] != '/' || strlen(argument + 7) >= sizeof(address.sun_path))
			return "is no absolute path of at most 107 bytes; write socket=" PEERBOOT_SOCKET;
		site->socket = argument + 7;
	} else if (strncmp(argument, "wait=", 5) == 0) {
		n = order_time(argument + 5);
		if (n < 0)
			return "is no time up to 24h; write wait=90s, wait=10m or wait=2h";
		site->wait = n;
	} else if (strncmp(argument, "strict=", 7) == 0) {
		n = order_truth(argument + 7);
		if (n < 0)
			return "is neither yes nor no; write strict=yes or strict=no";
		site->strict = n;
#ifdef PEERBOOT_FAULTS
	} else if (strncmp(argument, "fault=", 6) == 0) {
		return NULL;
#endif
	} else {
		return "is not known; there are socket=PATH, wait=TIME and strict=yes|no";
	}
	return NULL;
}

void site_read(struct site *site, int ac, char **av)
{
	int i;

	site->socket = PEERBOOT_SOCKET;
	site->wait = SITE_WAIT;
	site->strict = 0;
	site->why[0] = '\0';
	for (i = 0; i < ac; i++) {
		const char *why = take(site, av[i]);

		if (why && !site->why[0])
			snprintf(site->why, sizeof(site->why), "plugstack.conf: argument \"%.64s\": %s", av[i], why);
	}
}
