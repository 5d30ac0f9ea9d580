package org.peerboot.simulate;

import org.peerboot.transfer.Announcement;
import org.peerboot.transfer.ServingRules;
import org.peerboot.wire.Candidate;

/** A connection on which a source announces; opened again, ever more slowly, while the source is a candidate. */
final class Ear {
    private static final long FIRST_RETRY = 250_000_000L;

    private final SimulatedPeer listener;
    private final SimulatedPeer source;
    private final Candidate candidate;
    private int failures;
    private boolean closed;
    private int connection;

    Ear(SimulatedPeer listener, SimulatedPeer source, Candidate candidate) {
        this.listener = listener;
        this.source = source;
        this.candidate = candidate;
    }

    void open() {
        if (closed) {
            return;
        }
        listener.later(2 * SimulatedPeer.LATENCY, () -> {
            if (closed) {
                return;
            }
            ServingRules.Refusal refusal = source.service().entry(candidate.capability(), listener.address());
            if (!source.alive() || refusal != null) {
                broken(refusal == null ? "no route" : refusal.reason());
                return;
            }
            connection++;
            source.service().ears().add(this);
            source.service().greet(this);
        });
    }

    /** {@code source} says this; it comes a moment later unless the connection breaks first. */
    void say(Announcement announcement) {
        int through = connection;
        listener.later(SimulatedPeer.LATENCY, () -> {
            if (!closed && through == connection) {
                failures = 0;
                listener.download().heard(source.name(), announcement.line(), listener.now());
            }
        });
    }

    void broken(String cause) {
        connection++;
        listener.later(SimulatedPeer.LATENCY, () -> {
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
