/** How a workload manager is asked again and again: a child process that reads, by a library or by commands, and its parent. */
@NullMarked
package org.peerboot.cluster.reader;

import org.jspecify.annotations.NullMarked;
