package org.peerboot.peer;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Bytes;
import org.peerboot.config.Default;
import org.peerboot.config.Rate;
import org.peerboot.config.StrictYaml;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Protocol;

/**
 * {@code peer.yaml}; every key may be left out.
 *
 * @param node this node's name in the workload manager; its host name up to the first dot where absent
 * @param tracker where the tracker is; where absent, see {@link TrackerPlace}
 * @param address the address to serve on and to fetch from; any where absent
 * @param port where to serve; 0 for a free one
 * @param cache where images are kept
 * @param quota how much of the cache's disk images may take
 * @param socket the local socket
 * @param trustedKeys the public keys that manifests are trusted by: a file or a directory of PEM files
 * @param pskFile the pre-shared key; MUNGE where absent
 * @param mungeSocket munged's socket, where it is not the usual one
 * @param transferMemory memory for the pieces of one image on their way
 * @param sendBuffer kernel memory for what one connection sends: at most 100 ms of the link, since it flows on when a job
 *     begins
 * @param networkRate of this node's link to the network that peers use; what the kernel says where absent
 */
public record PeerConfig(
        @Nullable String node,

        @Nullable URI tracker,

        @Nullable String address,
        @Default("" + Protocol.BULK_PORT) int port,
        @Default("/var/lib/peerboot/cache") Path cache,
        @Default("64GiB") Bytes quota,
        @Default("/run/peerboot/peer.sock") Path socket,
        @Default("/etc/peerboot/trusted-keys") Path trustedKeys,
        @Nullable Path pskFile,
        @Nullable Path mungeSocket,
        @Default("32MiB") Bytes transferMemory,
        @Default("1MiB") Bytes sendBuffer,
        @Nullable Rate networkRate) {

    public PeerConfig {
        require("port", port, 0, 65535);
        require("transferMemory", transferMemory.value(), 1 << 20, 4L << 30);
        require("sendBuffer", sendBuffer.value(), 16 << 10, 64 << 20);
        if (tracker != null && (!"http".equals(tracker.getScheme()) || tracker.getHost() == null)) {
            throw new RefusedException(
                    "tracker \"" + tracker + "\"", "is not http://HOST:PORT", "write it so, with the tracker's host");
        }
    }

    /** What a file with no key in it means. */
    public static PeerConfig defaults() {
        return StrictYaml.parse("{}", "defaults", PeerConfig.class);
    }

    private static void require(String key, long value, long low, long high) {
        if (value < low || value > high) {
            throw new RefusedException(
                    key + " " + value, "is not within " + low + " to " + high, "choose another, or leave it out");
        }
    }
}
