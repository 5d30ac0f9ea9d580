/** Slurm's nodes, jobs, switches and reservations, read by a child process. */
@NullMarked
package org.peerboot.slurm;

import org.jspecify.annotations.NullMarked;
