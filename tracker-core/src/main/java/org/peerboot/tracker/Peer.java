package org.peerboot.tracker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.plan.PeerState;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.PeerReport;

/** What one node's peer said of itself. */
final class Peer {
    /** A node's cache holds tens of images; so many are a peer gone mad. */
    static final int MAX_IMAGES = 1024;

    final String node;

    @Nullable
    Session session;

    private PeerState state;
    private long uploadBytes;

    Peer(String node) {
        this.node = node;
        this.state = new PeerState(node, "", 0, false, Set.of(), Set.of(), Map.of());
    }

    /** Payload bytes that it served since its start. */
    long uploadBytes() {
        return uploadBytes;
    }

    PeerState state() {
        return state;
    }

    /** @return whether anything changed for a plan */
    boolean hello(String address, int port, Set<Digest> held) {
        Set<Digest> partial = new HashSet<>(state.partial());
        partial.removeAll(held);
        return become(new PeerState(node, address, port, true, Set.copyOf(held), Set.copyOf(partial), state.blamed()));
    }

    /** @return whether anything changed for a plan */
    boolean report(PeerReport report) {
        uploadBytes = report.uploadBytes();
        Set<Digest> complete = new HashSet<>();
        Set<Digest> partial = new HashSet<>();
        Map<Digest, Set<String>> blamed = new HashMap<>();
        report.images().stream().limit(MAX_IMAGES).forEach(image -> {
            if (image.state() == ImageProgress.State.COMPLETE) {
                complete.add(image.digest());
            } else if (image.pieces() > 0) {
                partial.add(image.digest());
            }
            if (!image.blamed().isEmpty()) {
                blamed.put(image.digest(), Set.copyOf(image.blamed()));
            }
        });
        return become(new PeerState(
                node,
                state.address(),
                state.port(),
                state.up(),
                Set.copyOf(complete),
                Set.copyOf(partial),
                Map.copyOf(blamed)));
    }

    /** @return whether anything changed for a plan */
    boolean up(boolean up) {
        return become(new PeerState(
                node, state.address(), state.port(), up, state.complete(), state.partial(), state.blamed()));
    }

    private boolean become(PeerState other) {
        if (other.equals(state)) {
            return false;
        }
        state = other;
        return true;
    }
}
