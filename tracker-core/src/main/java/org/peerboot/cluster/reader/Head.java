package org.peerboot.cluster.reader;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every answer says of itself.
 *
 * @param number of this answer; counts from 1
 * @param source {@code library} or {@code commands}
 * @param instead why it is not the library; absent where it is, or was not wanted
 * @param serverMillis how long the server was busy with this, or less
 * @param failure why there is nothing more in this answer; absent if all is well
 * @param version of the workload manager; absent in a failure
 * @param warnings what was said and not understood; the rest is in this answer
 */
public record Head(
        long number,
        String source,
        @Nullable String instead,
        long serverMillis,
        @Nullable String failure,
        @Nullable String version,
        List<String> warnings) {}
