/**
 * What may be wrong on a machine, each found by a check of its own, with its cure. A check is given what it looks at, so
 * that a test can plant the fault; a {@link org.peerboot.doctor.Checkup} gives them the machine's own.
 */
@NullMarked
package org.peerboot.doctor;

import org.jspecify.annotations.NullMarked;
