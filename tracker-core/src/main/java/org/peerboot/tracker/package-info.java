/** The tracker's daemon: who holds what, who shall hold what, and the updates that say so. */
@NullMarked
package org.peerboot.tracker;

import org.jspecify.annotations.NullMarked;
