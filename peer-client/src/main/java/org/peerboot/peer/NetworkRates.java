package org.peerboot.peer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.NetworkLoad;
import org.peerboot.wire.NetworkSample;

/**
 * What others move over a node's links, from readings of all bytes there and from what Peerboot itself moved. A function
 * of what it was told; counters may wrap at 32 bits, begin anew or vanish, and then there is no rate for that interval.
 */
public final class NetworkRates {
    /** Ethernet, IP, TCP and HTTP around 1448 bytes, and a little sent again. */
    public static final double FRAMED = 1.06;
    /** Every second segment is acknowledged by 66 bytes. */
    public static final double ACKNOWLEDGED = 0.025;
    /** What the kernel was given and the link has not seen yet: at most half a second of the link. */
    private static final double MOST_AHEAD_SECONDS = 0.5;

    /** What stays as it is for so long is told so seldom. The tracker's dwell is shorter. */
    private static final long STEADY = 8_000_000_000L;

    private static final long UNKNOWN_RATE_STEP = 100_000;

    /** Bytes of ours that a link is still to see. */
    private static final class Ahead {
        double received;
        double sent;
    }

    private final Map<String, Ahead> ahead = new HashMap<>();
    private Map<String, Link> before = Map.of();
    private long nanos;
    private long ownReceived;
    private long ownSent;
    private long number;
    private long changedAt;
    private long toldAt;
    private @Nullable NetworkSample latest;

    /** Nothing before the second reading. */
    public @Nullable NetworkSample latest() {
        return latest;
    }

    /**
     * @param ownReceived payload bytes that Peerboot received ever
     * @param ownSent payload bytes that Peerboot sent ever
     */
    public void take(LinkReading reading, long ownReceived, long ownSent) {
        double seconds = (reading.nanos() - nanos) / 1e9;
        double in = Math.max(0, ownReceived - this.ownReceived);
        double out = Math.max(0, ownSent - this.ownSent);
        Map<String, Link> now = new HashMap<>();
        List<NetworkLoad> loads = new ArrayList<>();
        for (Link link : reading.links()) {
            now.put(link.name(), link);
            Link then = before.get(link.name());
            NetworkLoad load = then == null || seconds <= 0 ? null : load(then, link, in, out, seconds);
            if (load != null) {
                loads.add(load);
            }
        }
        if (!before.isEmpty()) {
            if (latest == null || !latest.networks().equals(loads)) {
                changedAt = reading.nanos();
            }
            if (reading.nanos() - changedAt < STEADY || reading.nanos() - toldAt >= STEADY) {
                latest = new NetworkSample(++number, List.copyOf(loads));
                toldAt = reading.nanos();
            }
        }
        ahead.keySet().retainAll(now.keySet());
        before = now;
        nanos = reading.nanos();
        this.ownReceived = ownReceived;
        this.ownSent = ownSent;
    }

    private @Nullable NetworkLoad load(Link then, Link now, double in, double out, double seconds) {
        double most = now.bitsPerSecond() / 8.0 * seconds;
        double received = moved(then.received(), now.received(), now.wrapsAt(), most);
        double sent = moved(then.sent(), now.sent(), now.wrapsAt(), most);
        if (received < 0 || sent < 0) {
            return null;
        }
        if (now.peers() && now.countsPeers()) {
            Ahead own = ahead.computeIfAbsent(now.name(), name -> new Ahead());
            double limit = now.bitsPerSecond() / 8.0 * MOST_AHEAD_SECONDS;
            in += own.received;
            out += own.sent;
            own.received = Math.min(limit, Math.max(0, in - received));
            own.sent = Math.min(limit, Math.max(0, out - sent));
            received -= in * FRAMED + out * ACKNOWLEDGED;
            sent -= out * FRAMED + in * ACKNOWLEDGED;
        }
        return new NetworkLoad(
                now.name(),
                now.bitsPerSecond(),
                rounded(received / seconds, now.bitsPerSecond()),
                rounded(sent / seconds, now.bitsPerSecond()),
                now.peers());
    }

    /** Bytes between two counts; negative where nobody can tell. */
    private static double moved(long then, long now, long wrapsAt, double most) {
        if (now >= then) {
            return now - then;
        }
        double wrapped = (double) now + wrapsAt - then;
        return then < wrapsAt && most > 0 && wrapped <= most * 1.1 ? wrapped : -1;
    }

    /** Whole hundredths of the link: reports shall not differ by a heartbeat of somebody's. */
    private static long rounded(double bytesPerSecond, long bitsPerSecond) {
        long step = bitsPerSecond > 0 ? Math.max(1, bitsPerSecond / 800) : UNKNOWN_RATE_STEP;
        return Math.round(Math.max(0, bytesPerSecond) / step) * step;
    }
}
