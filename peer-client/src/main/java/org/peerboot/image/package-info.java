/** What an image is: names, manifest, pieces, digests, signatures. Pure but for streams. */
@NullMarked
package org.peerboot.image;

import org.jspecify.annotations.NullMarked;
