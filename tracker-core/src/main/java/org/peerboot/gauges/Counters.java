package org.peerboot.gauges;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Counters that the kernel writes as text; absent where it does not, or in another form. */
final class Counters {
    private Counters() {}

    /**
     * What a block device did since the system's start.
     *
     * @param bytes read and written
     * @param busyMillis in which at least one request was under way
     */
    record Disk(long bytes, long busyMillis) {}

    /** @param stat its file in sysfs; fields as in the kernel's Documentation/block/stat.rst */
    static @Nullable Disk disk(Path stat) {
        String[] fields = text(stat).split(" +");
        if (fields.length < 10) {
            return null;
        }
        try {
            // Sectors are of 512 bytes, whatever the device's are.
            return new Disk(512 * (Long.parseLong(fields[2]) + Long.parseLong(fields[6])), Long.parseLong(fields[9]));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Microseconds in which something waited for a processor; of {@code /proc/pressure/cpu}. */
    static @Nullable Long pressureMicros(Path pressure) {
        for (String line : text(pressure).split("\n")) {
            if (line.matches("some .*total=[0-9]{1,18}")) {
                return Long.parseLong(line.substring(line.lastIndexOf('=') + 1));
            }
        }
        return null;
    }

    static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
