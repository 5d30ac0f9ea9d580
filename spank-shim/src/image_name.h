/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_IMAGE_NAME_H
#define PEERBOOT_IMAGE_NAME_H

/*
 * image_name_refusal: judges TEXT by the grammar of image names, NAME:TAG or
 * ~USER/NAME:TAG, as the Java class org.peerboot.image.ImageName does; both
 * read the same table of cases in their tests.
 *
 * Returns NULL for a good name, else why it is none: a static string.
 */
const char *image_name_refusal(const char *text);

#endif
