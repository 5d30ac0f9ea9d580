/** What links did in the weeks before, hour by hour, and what that lets expect. */
@NullMarked
package org.peerboot.history;

import org.jspecify.annotations.NullMarked;
