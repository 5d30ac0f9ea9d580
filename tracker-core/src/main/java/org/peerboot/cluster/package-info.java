/** Nodes, jobs, switches and networks: one snapshot schema for Slurm, PBS and a plain file, and where it comes from. */
@NullMarked
package org.peerboot.cluster;

import org.jspecify.annotations.NullMarked;
