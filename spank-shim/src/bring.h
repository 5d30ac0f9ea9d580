/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_BRING_H
#define PEERBOOT_BRING_H

/*
 * bring_image: has the peer on PATH fetch IMAGE for the caller, waits for it up
 * to SECONDS, and makes DEST, if there is one, a link to its files. Prints on
 * standard output where they stand: DEST, or their own directory. How far the
 * image is goes to standard error.
 *
 * Returns 0, or 1 after a line on standard error.
 */
int bring_image(const char *path, const char *image, const char *dest, int seconds);

#endif
