package org.peerboot.simulate;

import org.peerboot.transfer.ServingRules;
import org.peerboot.wire.Candidate;

/** A connection on which a source announces; opened again, ever more slowly, while the source is a candidate. */
final class Ear {
    private static final long FIRST_RETRY = 250_000_000L;
    /** What was under way when a connection broke has come, or is lost, before it is opened again. */
    static final long LEAST_RETRY = FIRST_RETRY / 2;

    private final SimulatedPeer listener;
    private final SimulatedPeer source;
    private final Candidate candidate;
    private int failures;
    private boolean open;
    private boolean closed;

    Ear(SimulatedPeer listener, SimulatedPeer source, Candidate candidate) {
        this.listener = listener;
        this.source = source;
        this.candidate = candidate;
    }

    void open() {
        if (closed) {
            return;
        }
        listener.later(2 * listener.latency(), () -> {
            if (closed) {
                return;
            }
            ServingRules.Refusal refusal = source.service().entry(candidate.capability(), listener.address());
            if (!source.reachable() || refusal != null) {
                broken(refusal == null ? "no route" : refusal.reason());
                return;
            }
            open = true;
            source.service().greet(this);
        });
    }

    /** This was said to all who listen, a moment ago. */
    void hear(String line) {
        if (open && !closed) {
            failures = 0;
            listener.download().heard(source.name(), line, listener.now());
        }
    }

    void broken(String cause) {
        open = false;
        listener.later(listener.latency(), () -> {
            if (!closed) {
                failures = Math.min(failures + 1, 5);
                listener.later((long) ((FIRST_RETRY << failures) * (0.5 + listener.chance())), this::open);
                listener.download().deaf(source.name(), cause, listener.now());
            }
        });
    }

    void close() {
        closed = true;
        source.service().ears().remove(this);
    }
}
