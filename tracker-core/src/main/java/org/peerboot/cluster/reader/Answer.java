package org.peerboot.cluster.reader;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line from a reader: what has changed since the answer that the asker knows. Each adapter has a record of its own. */
public interface Answer {
    /** Counts from 1. */
    long number();

    /** {@code library} or {@code commands}. */
    String source();

    /** Why it is not the library; absent where it is, or was not wanted. */
    @Nullable
    String instead();

    /** How long the server was busy with this, or less. */
    long serverMillis();

    /** Why there is nothing more in this answer; absent if all is well. */
    @Nullable
    String failure();

    /** Of the workload manager; absent in a failure. */
    @Nullable
    String version();

    /** What is not as it should be in an answer that is of use all the same. */
    default List<String> warnings() {
        return List.of();
    }
}
