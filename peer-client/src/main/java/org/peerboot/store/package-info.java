/** The cache on a node: pieces, journal, quota. Serves only what is verified and cannot be written by users. */
@NullMarked
package org.peerboot.store;

import org.jspecify.annotations.NullMarked;
