package org.peerboot.gauges;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an NFS mount did since it was mounted, in its READs and WRITEs together.
 *
 * @param mount where it is mounted
 * @param operations that have ended
 * @param millis from sending each to its answer, added up
 * @param timeouts operations that had to be sent again
 * @param bytes that came and went
 */
record NfsCounters(String mount, long operations, long millis, long timeouts, long bytes) {
    private static final Pattern DEVICE = Pattern.compile("device .* mounted on (\\S+) with fstype (\\S+).*");
    private static final Pattern OPERATION = Pattern.compile("\\s*(READ|WRITE):((?: +[0-9]{1,18}){8,12})");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    /**
     * @param mountstats text of {@code /proc/self/mountstats}, version 1.1, as net/sunrpc/stats.c of the kernel writes it
     * @return nothing where {@code file} is not on NFS
     */
    static @Nullable NfsCounters of(String mountstats, Path file) {
        NfsCounters found = null;
        Path longest = null;
        boolean inside = false;
        for (String line : mountstats.split("\n")) {
            Matcher device = DEVICE.matcher(line);
            if (device.matches()) {
                Path mount = Path.of(plain(device.group(1)));
                // Of two on one place the later is seen.
                inside = file.startsWith(mount) && (longest == null || mount.getNameCount() >= longest.getNameCount());
                if (inside) {
                    longest = mount;
                    boolean nfs = device.group(2).matches("nfs[0-9]*");
                    found = nfs ? new NfsCounters(mount.toString(), 0, 0, 0, 0) : null;
                }
                continue;
            }
            Matcher operation = OPERATION.matcher(line);
            if (inside && found != null && operation.matches()) {
                found = found.plus(operation.group(2).strip().split(" +"));
            }
        }
        return found;
    }

    private NfsCounters plus(String[] fields) {
        return new NfsCounters(
                mount,
                operations + Long.parseLong(fields[0]),
                millis + Long.parseLong(fields[6]),
                timeouts + Long.parseLong(fields[2]),
                bytes + Long.parseLong(fields[3]) + Long.parseLong(fields[4]));
    }

    /** Spaces in names are written in octal. */
    private static String plain(String name) {
        return ESCAPE.matcher(name)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 8))));
    }

    /**
     * How slow the server was to answer between two looks, from 0 to 1, for reasons that are not ours: as much of the
     * link as carried answers is left out, for who fills it waits for himself.
     *
     * @param slowMillis for an answer that is as slow as can be
     * @param linkBytes that the link carries in the time between; 0 where not known
     * @return nothing where no operation ended, and where counters began anew
     */
    static @Nullable Double slowness(NfsCounters then, NfsCounters now, long slowMillis, double linkBytes) {
        long ended = now.operations - then.operations;
        long late = now.timeouts - then.timeouts;
        long waited = now.millis - then.millis;
        if (!then.mount.equals(now.mount) || ended < 0 || late < 0 || waited < 0 || ended + late == 0) {
            return null;
        }
        double slow = late > 0 ? 1 : Math.min(1, (double) waited / ended / slowMillis);
        double filled = linkBytes <= 0 ? 0 : Math.min(1, Math.max(0, now.bytes - then.bytes) / linkBytes);
        return slow * (1 - filled);
    }
}
