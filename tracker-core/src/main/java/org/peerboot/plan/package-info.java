/** Pure: attributes, policy and who holds what become tracker updates. No socket, no clock, no thread. */
@NullMarked
package org.peerboot.plan;

import org.jspecify.annotations.NullMarked;
