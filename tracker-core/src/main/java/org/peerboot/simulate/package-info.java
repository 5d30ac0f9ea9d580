/** The production planner, downloads and serving rules under a simulated clock and network. One seed is one run. */
@NullMarked
package org.peerboot.simulate;

import org.jspecify.annotations.NullMarked;
