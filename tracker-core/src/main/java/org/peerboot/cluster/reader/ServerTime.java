package org.peerboot.cluster.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Time in which a workload manager's server may have worked for us: that which passed, less that which this process and
 * its finished children computed. The process' own compiler threads make it a little too small, waiting for a CPU too large.
 */
public final class ServerTime {
    /** USER_HZ, on every Linux that Java runs on. */
    private static final long NANOS_A_TICK = 10_000_000;

    private static final Path STAT = Path.of("/proc/self/stat");

    private ServerTime() {}

    public static long nanos() {
        return System.nanoTime() - computed();
    }

    private static long computed() {
        try {
            String stat = Files.readString(STAT);
            // the second field, the command's name in brackets, may hold blanks; utime is the 14th of proc(5)
            String[] field = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = 11; i < 15; i++) {
                ticks += Long.parseLong(field[i]);
            }
            return ticks * NANOS_A_TICK;
        } catch (IOException e) {
            return 0;
        }
    }
}
