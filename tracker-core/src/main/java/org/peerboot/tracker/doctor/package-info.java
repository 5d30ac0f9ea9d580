/** What may be wrong on the machine of a tracker. */
@NullMarked
package org.peerboot.tracker.doctor;

import org.jspecify.annotations.NullMarked;
