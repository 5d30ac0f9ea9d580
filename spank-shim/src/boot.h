/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_BOOT_H
#define PEERBOOT_BOOT_H

/* The peer hashes kernel and initramfs before it names them, with the least share of the processors: 1 GiB at 20 MB/s.
 * An answer that takes longer would never come: who asks again has them hashed again. A RebootProgram has a bound of its
 * own. */
#define BOOT_CHECK_MS 60000

/*
 * boot_choice: asks the peer on PATH what this node shall boot and prints that as assignments of shell variables, each
 * in single quotes, to standard output. While the assigned image is not there it asks again each second, up to SECONDS;
 * then it prints what there is. Takes the longer of SECONDS and BOOT_CHECK_MS at most.
 *
 * Returns 0, or 1 after a line on standard error: the peer did not answer, or not in words that are understood.
 */
int boot_choice(const char *path, int seconds);

/*
 * boot_begins: tells the peer on PATH that IMAGE, a digest, is about to be booted, or with "none" that the node reboots
 * without one of ours. Takes 2 s at most: the peer writes it to its disk.
 *
 * Returns 0, or 1 after a line on standard error.
 */
int boot_begins(const char *path, const char *image);

/*
 * boot_done: tells the peer on PATH that the root of IMAGE, a digest, is mounted below the kernel that runs. As above.
 */
int boot_done(const char *path, const char *image);

/*
 * boot_failed: tells the peer on PATH, and so the tracker, WHY nothing is booted; 250 characters of it. As above.
 */
int boot_failed(const char *path, const char *why);

#endif
