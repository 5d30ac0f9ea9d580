package org.peerboot.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the counters of this node's links: each second in a transfer, each half minute without one. For one thread, and
 * not for a loop: some drivers ask their card.
 */
public final class NetworkGauge {
    private static final long IN_TRANSFER = 900_000_000L;
    private static final long IDLE = 30_000_000_000L;

    private final Path sysfs;
    private final Supplier<@Nullable String> own;
    private final long bitsPerSecond;
    private List<LinkFiles> files = List.of();
    private @Nullable String known;
    private long foundAt;
    private long readAt;
    private int readings;

    /**
     * @param sysfs its root, {@code /sys}
     * @param own finds the name of the interface that peers' traffic takes
     * @param bitsPerSecond of that interface; 0 for what the kernel says
     */
    public NetworkGauge(Path sysfs, Supplier<@Nullable String> own, long bitsPerSecond) {
        this.sysfs = sysfs;
        this.own = own;
        this.bitsPerSecond = bitsPerSecond;
    }

    /** @return nothing before the next look is due */
    public @Nullable LinkReading read(boolean inTransfer, long nanos) {
        // Two looks make a rate.
        long pause = readings < 2 || inTransfer ? IN_TRANSFER : IDLE;
        if (readings > 0 && nanos - readAt < pause) {
            return null;
        }
        if (readings == 0 || nanos - foundAt >= IDLE) {
            files = LinkFiles.find(sysfs, ownInterface(), bitsPerSecond);
            foundAt = nanos;
        }
        readAt = nanos;
        readings = Math.min(readings + 1, 2);
        List<Link> links = new ArrayList<>(files.size());
        for (LinkFiles one : files) {
            Link link = one.read();
            if (link != null) {
                links.add(link);
            }
        }
        return new LinkReading(nanos, links);
    }

    /** Asked for until it is known, and again when it is gone: who asks may need the name service. */
    private @Nullable String ownInterface() {
        String name = known;
        if (name == null || !Files.exists(sysfs.resolve("class/net").resolve(name))) {
            name = own.get();
            known = name;
        }
        return name;
    }
}
