/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_SITE_H
#define PEERBOOT_SITE_H

#define SITE_WAIT 600

/* What the site set behind the plugin's name in plugstack.conf. */
struct site {
	const char *socket; /* points into the arguments, which live as long as the plugin */
	int wait; /* seconds */
	int strict;
	char why[256]; /* the first argument that was not taken, and why; empty if all were */
};

/* site_read: reads socket=PATH, wait=TIME and strict=yes|no; a wrong argument
 * is left out, so that the rest of the plugin still does its work. */
void site_read(struct site *site, int ac, char **av);

#endif
