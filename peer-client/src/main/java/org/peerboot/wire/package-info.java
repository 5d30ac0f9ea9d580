/** Messages between tracker, peer, shim and commands, and their JSON. Records only. */
@NullMarked
package org.peerboot.wire;

import org.jspecify.annotations.NullMarked;
