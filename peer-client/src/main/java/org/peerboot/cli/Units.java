package org.peerboot.cli;

import java.util.Locale;

/** Figures as people read them. */
final class Units {
    private static final String[] BYTES = {"KiB", "MiB", "GiB", "TiB", "PiB"};

    private Units() {}

    /** Such as {@code 512 B}, {@code 1.5 GiB}. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes / 1024.0;
        int unit = 0;
        while (value >= 1023.95 && unit < BYTES.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, BYTES[unit]);
    }

    /** Bytes a second, in MiB/s whatever their size: rates are there to be compared. */
    static String rate(long bytesPerSecond) {
        return String.format(Locale.ROOT, "%.1f MiB/s", bytesPerSecond / 1048576.0);
    }

    /** Such as {@code 45 s}, {@code 3 min 05 s}, {@code 2 h 05 min}. */
    static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }

    /** Such as {@code 1 node}, {@code 16 nodes}. */
    static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }

    /** Whole percent, and 100 only when all is there. */
    static int percent(long done, long total) {
        return total <= 0 ? 100 : (int) Math.floor(100.0 * Math.min(done, total) / total);
    }
}
