package org.peerboot.transfer.nio;

import java.time.Duration;

/**
 * What a server takes upon itself at most.
 *
 * @param maxConnections in all; half of them at most from this node itself
 * @param maxPerAddress from one remote address; this node's own addresses are exempt, many users share them
 * @param headerBytes of one request, from its first byte to its empty line
 * @param maxHeaders lines of one request
 * @param headerTimeout from the first byte of a request to its last, however steadily its bytes drip
 * @param idleTimeout between two requests
 * @param writeTimeout without a byte taken by the remote while there were bytes for it
 * @param sendBuffer SO_SNDBUF in bytes, 100 ms of the link at most: what is in there flows on when a job starts
 */
public record ServerLimits(
        int maxConnections,
        int maxPerAddress,
        int headerBytes,
        int maxHeaders,
        Duration headerTimeout,
        Duration idleTimeout,
        Duration writeTimeout,
        int sendBuffer) {
    /** 1 MiB is 8 ms of 1 Gbit/s and 340 us of 25 Gbit/s, more than a round trip in one building. */
    public static final ServerLimits DEFAULT = new ServerLimits(
            1024, 64, 8 << 10, 64, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(30), 1 << 20);

    public ServerLimits {
        require("maxConnections", maxConnections, 2, 1 << 16);
        require("maxPerAddress", maxPerAddress, 1, 1 << 16);
        require("headerBytes", headerBytes, 256, 64 << 10);
        require("maxHeaders", maxHeaders, 1, 1 << 10);
        require("headerTimeout ms", headerTimeout.toMillis(), 1, 3_600_000);
        require("idleTimeout ms", idleTimeout.toMillis(), 1, 3_600_000);
        require("writeTimeout ms", writeTimeout.toMillis(), 1, 3_600_000);
        require("sendBuffer", sendBuffer, 4 << 10, 64 << 20);
    }

    public ServerLimits withSendBuffer(int bytes) {
        return new ServerLimits(
                maxConnections,
                maxPerAddress,
                headerBytes,
                maxHeaders,
                headerTimeout,
                idleTimeout,
                writeTimeout,
                bytes);
    }

    public ServerLimits withConnections(int all, int perAddress) {
        return new ServerLimits(
                all, perAddress, headerBytes, maxHeaders, headerTimeout, idleTimeout, writeTimeout, sendBuffer);
    }

    public ServerLimits withTimeouts(Duration header, Duration idle, Duration write) {
        return new ServerLimits(
                maxConnections, maxPerAddress, headerBytes, maxHeaders, header, idle, write, sendBuffer);
    }

    Duration shortestTimeout() {
        Duration shortest = headerTimeout.compareTo(idleTimeout) < 0 ? headerTimeout : idleTimeout;
        return shortest.compareTo(writeTimeout) < 0 ? shortest : writeTimeout;
    }

    private static void require(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " " + value + " is not within " + low + " to " + high);
        }
    }
}
