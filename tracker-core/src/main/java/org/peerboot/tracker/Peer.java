package org.peerboot.tracker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.plan.PeerState;
import org.peerboot.wire.Hello;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.PeerReport;

/** What one node's peer said of itself. */
final class Peer {
    /** A node's cache holds tens of images; so many are a peer gone mad. */
    static final int MAX_IMAGES = 1024;

    private static final int MAX_NOTE = 500;

    final String node;

    @Nullable
    Session session;

    private PeerState state;
    private Set<String> staging = Set.of();
    private long uploadBytes;
    private @Nullable Hello hello;
    private long helloMillis;

    Peer(String node) {
        this.node = node;
        this.state = new PeerState(node, "", 0, false, Set.of(), Set.of(), Map.of());
    }

    /** Payload bytes that it served since its start. */
    long uploadBytes() {
        return uploadBytes;
    }

    /** Jobs whose tasks wait there for their images. */
    Set<String> staging() {
        return staging;
    }

    /** What it runs; absent where that is none of ours, or it has not said. */
    @Nullable
    Digest booted() {
        return hello == null ? null : hello.booted();
    }

    /** Why it runs that, in one bounded line; absent where nobody knows. */
    @Nullable
    String bootNote() {
        String note = hello == null ? null : hello.bootNote();
        return note == null || note.length() <= MAX_NOTE ? note : note.substring(0, MAX_NOTE);
    }

    /** Its release; absent where it has not said. */
    @Nullable
    String version() {
        return hello == null ? null : hello.version();
    }

    /** When it said hello last, since the epoch; 0 where never. */
    long helloMillis() {
        return helloMillis;
    }

    PeerState state() {
        return state;
    }

    /** @return whether anything changed for a plan */
    boolean hello(String address, Set<Digest> held, Hello said, long nowMillis) {
        hello = said;
        helloMillis = nowMillis;
        Set<Digest> partial = new HashSet<>(state.partial());
        partial.removeAll(held);
        return become(new PeerState(
                node, address, said.bulkPort(), true, Set.copyOf(held), Set.copyOf(partial), state.blamed()));
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
        Set<String> before = staging;
        staging = report.staging().stream()
                .filter(Objects::nonNull)
                .limit(PeerReport.MOST_STAGING)
                .collect(Collectors.toUnmodifiableSet());
        boolean held = become(new PeerState(
                node,
                state.address(),
                state.port(),
                state.up(),
                Set.copyOf(complete),
                Set.copyOf(partial),
                Map.copyOf(blamed)));
        return held || !staging.equals(before);
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
