/** What the tracker must not forget: published images, their assignments, its master key. SQLite and one file. */
@NullMarked
package org.peerboot.tracker.catalogue;

import org.jspecify.annotations.NullMarked;
