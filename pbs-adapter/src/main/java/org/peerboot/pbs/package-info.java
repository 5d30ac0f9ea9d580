/** PBS as a workload manager: read over libpbs or the commands, in a child process. */
@NullMarked
package org.peerboot.pbs;

import org.jspecify.annotations.NullMarked;
