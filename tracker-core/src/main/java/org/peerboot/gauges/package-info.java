/** The rim that measures what the tracker measures itself: disks and processors of its own host. */
@NullMarked
package org.peerboot.gauges;

import org.jspecify.annotations.NullMarked;
