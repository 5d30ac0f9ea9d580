package org.peerboot.tracker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Bytes;
import org.peerboot.config.Default;

/**
 * The file server's own peer, inside the tracker.
 *
 * @param address where nodes reach it; where absent, the tracker's own address, or this host's first
 * @param port of its bulk server; 0 takes a free one
 * @param name that updates and policies call it
 * @param cache directory of the published images' bytes
 * @param quota of that directory
 */
public record OriginConfig(
        @Nullable String address,
        @Default("7071") int port,
        @Default("origin") String name,
        @Default("/var/lib/peerboot/origin") Path cache,
        @Default("1TiB") Bytes quota) {
    public OriginConfig {
        TrackerConfig.checkPort("origin.port", port);
    }
}
