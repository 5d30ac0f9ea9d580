package org.peerboot.cluster.reader;

import java.util.List;

/** All that one read of a workload manager brought. */
public interface Told {
    /** Of the workload manager. */
    String version();

    /** What is not as it should be, while the rest is of use all the same. */
    default List<String> warnings() {
        return List.of();
    }
}
