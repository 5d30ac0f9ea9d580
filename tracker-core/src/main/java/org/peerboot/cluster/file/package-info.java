/** The workload manager of sites with neither Slurm nor PBS: a YAML file, followed as it changes. */
@NullMarked
package org.peerboot.cluster.file;

import org.jspecify.annotations.NullMarked;
