/** The node's daemon: cache, engine, tracker session and local socket put together. */
@NullMarked
package org.peerboot.peer;

import org.jspecify.annotations.NullMarked;
