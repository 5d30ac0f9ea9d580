package org.peerboot.tracker;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Bytes;
import org.peerboot.config.Default;
import org.peerboot.config.Rate;
import org.peerboot.image.RefusedException;

/**
 * The file server's own peer, inside the tracker.
 *
 * @param address where nodes reach it; where absent, the tracker's own address, or this host's first
 * @param port of its bulk server; 0 takes a free one
 * @param name that updates and policies call it
 * @param cache directory of the published images' bytes
 * @param quota of that directory
 * @param sendBuffer kernel memory for what one connection sends
 * @param networkRate of this host's link to the nodes; what the kernel says where absent
 * @param nfsSlow an answer of the NFS server that the cache is on, where it is, that is as slow as can be
 * @param disk the block device of the cache, such as {@code sda}; its load is not known where absent
 */
public record OriginConfig(
        @Nullable String address,
        @Default("7071") int port,
        @Default("origin") String name,
        @Default("/var/lib/peerboot/origin") Path cache,
        @Default("1TiB") Bytes quota,
        @Default("1MiB") Bytes sendBuffer,
        @Nullable Rate networkRate,
        @Nullable String disk,
        @Default("50ms") Duration nfsSlow) {
    public OriginConfig {
        TrackerConfig.checkPort("origin.port", port);
        if (disk != null && !disk.matches("[A-Za-z0-9!_-]{1,64}")) {
            throw new RefusedException(
                    "key \"origin.disk\"", "is \"" + disk + "\"", "name a device as in /sys/class/block, such as sda");
        }
        if (nfsSlow.toMillis() < 1 || nfsSlow.toSeconds() > 60) {
            throw new RefusedException(
                    "key \"origin.nfsSlow\"", "is " + nfsSlow.toMillis() + " ms", "choose 1ms to 60s");
        }
        if (sendBuffer.value() < 16 << 10 || sendBuffer.value() > 64 << 20) {
            throw new RefusedException(
                    "key \"origin.sendBuffer\"",
                    "is " + sendBuffer.value() + " bytes",
                    "choose 16KiB to 64MiB, or leave it out");
        }
    }
}
