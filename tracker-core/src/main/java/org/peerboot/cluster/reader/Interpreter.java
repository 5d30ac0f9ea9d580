package org.peerboot.cluster.reader;

import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.image.RefusedException;

/** Makes a snapshot of an answer, and remembers what the next may leave out. Used by one thread. */
public interface Interpreter<A extends Answer> {
    /**
     * @param before the snapshot of the answer before; absent for the first
     * @param askedMillis when it was asked, milliseconds since the epoch
     * @throws RefusedException if the answer leaves out what was not told before, or makes no sense
     */
    ClusterSnapshot snapshot(A answer, @Nullable ClusterSnapshot before, long askedMillis);
}
