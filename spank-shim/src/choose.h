/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_CHOOSE_H
#define PEERBOOT_CHOOSE_H

/*
 * choose_image: tells the peer on PATH that this node shall boot IMAGE, one of those that are assigned to it, and waits
 * up to SECONDS, and 2 s at least, for the tracker to agree. Whether the image stands here it does not ask.
 *
 * Returns 0, or 1 after a line on standard error: the peer or the tracker did not answer, or refused.
 */
int choose_image(const char *path, const char *image, int seconds);

#endif
