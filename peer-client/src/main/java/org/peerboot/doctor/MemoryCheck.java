package org.peerboot.doctor;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the node can spare what a peer needs.
 *
 * @param meminfo the text of /proc/meminfo
 * @param transfers bytes for the pieces of one image on their way
 */
record MemoryCheck(Supplier<String> meminfo, long transfers) implements Check {
    /** Java's own, measured: heap, classes, code. */
    private static final long PEER = 160L << 20;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Finding look() {
        Matcher line = Pattern.compile("(?m)^MemAvailable: +([0-9]{1,15}) kB$").matcher(meminfo.get());
        if (!line.find()) {
            return Finding.warning(this, "/proc/meminfo has no MemAvailable", "use a Linux of 3.14 or later");
        }
        long bytes = Long.parseLong(line.group(1)) << 10;
        if (bytes < PEER + transfers) {
            return Finding.warning(
                    this,
                    (bytes >> 20) + " MiB are available, a peer takes up to " + ((PEER + transfers) >> 20),
                    "set a smaller transferMemory: in peer.yaml, or free memory");
        }
        return Finding.good(this, (bytes >> 20) + " MiB available");
    }
}
