package org.peerboot.transfer.nio;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may hold how many connections. This node's own addresses are exempt from the limit per address, since all users of
 * the node share them, and have half of all connections at most, so that they cannot shut out the peers.
 */
final class Admission {
    /**
     * The right to one connection.
     *
     * @param own whether the remote is this node itself
     */
    record Seat(InetAddress remote, boolean own) {}

    private final ServerLimits limits;
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();
    private int all;
    private int own;

    Admission(ServerLimits limits) {
        this.limits = limits;
    }

    /** Takes a seat, or returns null. */
    @Nullable
    Seat admit(InetAddress remote, boolean isOwn) {
        if (all >= limits.maxConnections() || isFull(remote, isOwn)) {
            return null;
        }
        all++;
        own += isOwn ? 1 : 0;
        perAddress.merge(remote, 1, Integer::sum);
        return new Seat(remote, isOwn);
    }

    /** Whether {@code seat}, given up, would make room for one who was not admitted. */
    boolean wouldHelp(Seat seat, InetAddress remote, boolean isOwn) {
        if (!isFull(remote, isOwn)) {
            return true;
        }
        return isOwn ? seat.own() : seat.remote().equals(remote);
    }

    /** Gives a seat up. */
    void leave(Seat seat) {
        all--;
        own -= seat.own() ? 1 : 0;
        perAddress.computeIfPresent(seat.remote(), (address, count) -> count == 1 ? null : count - 1);
    }

    private boolean isFull(InetAddress remote, boolean isOwn) {
        return isOwn
                ? own >= limits.maxConnections() / 2
                : perAddress.getOrDefault(remote, 0) >= limits.maxPerAddress();
    }
}
