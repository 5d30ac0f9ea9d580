package org.peerboot.tracker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.FileServerLoad;
import org.peerboot.config.Rate;
import org.peerboot.gauges.FileServerGauge;
import org.peerboot.gauges.NfsWatched;
import org.peerboot.peer.LinkReading;
import org.peerboot.peer.NetworkGauge;
import org.peerboot.peer.OwnInterface;

/** Looks each second at how busy the origin's host is. */
final class OriginWatch {
    private final Origin origin;
    private final OriginImages images;
    private final NetworkGauge links;
    private final FileServerGauge server;

    OriginWatch(OriginConfig config, Origin origin, OriginImages images, Path sysfs, Path proc) {
        this.origin = origin;
        this.images = images;
        Rate rate = config.networkRate();
        this.links = new NetworkGauge(sysfs, () -> interfaceOf(origin), rate == null ? 0 : rate.bitsPerSecond());
        this.server = new FileServerGauge(
                sysfs,
                proc,
                config.disk(),
                new NfsWatched(real(config.cache()), config.nfsSlow().toMillis()));
    }

    /** The kernel names mounts so. */
    private static Path real(Path cache) {
        try {
            return cache.toRealPath();
        } catch (IOException e) {
            return cache.toAbsolutePath();
        }
    }

    private static @Nullable String interfaceOf(Origin origin) {
        try {
            return OwnInterface.of(InetAddress.getByName(origin.address()));
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Nothing before the next look is due. For one thread. */
    @Nullable
    FileServerLoad look() {
        LinkReading reading = links.read(true, System.nanoTime());
        if (reading == null) {
            return null;
        }
        origin.link(reading.peersBytesPerSecond());
        return server.look(reading, images.publishedBytes(), origin.payloadBytes());
    }
}
