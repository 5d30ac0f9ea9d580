/** The files that a tracker reads, for those who check them. */
@NullMarked
package org.peerboot.tracker.files;

import org.jspecify.annotations.NullMarked;
