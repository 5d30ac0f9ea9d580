/** A cluster of real processes on loopback, and what must hold when they are killed. */
@NullMarked
package org.peerboot.testbed;

import org.jspecify.annotations.NullMarked;
