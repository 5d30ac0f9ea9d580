package org.peerboot.simulate;

import org.jspecify.annotations.Nullable;
import org.peerboot.transfer.Announcement;
import org.peerboot.transfer.Download;
import org.peerboot.transfer.ServingRules;
import org.peerboot.transfer.Source;
import org.peerboot.wire.Candidate;

/** A connection on which a source announces; opened again, ever more slowly, while the source is a candidate. */
final class Ear {
    private static final long FIRST_RETRY = 250_000_000L;
    /** What was under way when a connection broke has come, or is lost, before it is opened again. */
    static final long LEAST_RETRY = FIRST_RETRY / 2;

    private final SimulatedPeer listener;
    private final SimulatedPeer source;
    private final Candidate candidate;
    private final Download download;
    /** What the download calls the source. */
    private final Source known;

    private int failures;
    private boolean open;
    private boolean closed;

    Ear(SimulatedPeer listener, SimulatedPeer source, Candidate candidate) {
        this.listener = listener;
        this.source = source;
        this.candidate = candidate;
        this.download = listener.download();
        this.known = download.source(candidate.node());
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

    /** This was said to all who listen, a moment ago; nothing for a word of a later release. */
    void hear(@Nullable Announcement said) {
        if (open && !closed) {
            failures = 0;
            download.heard(known, said, source.now());
        }
    }

    void broken(String cause) {
        open = false;
        listener.later(listener.latency(), () -> {
            if (!closed) {
                failures = Math.min(failures + 1, 5);
                listener.later((long) ((FIRST_RETRY << failures) * (0.5 + listener.chance())), this::open);
                download.deaf(source.name(), cause, listener.now());
            }
        });
    }

    void close() {
        closed = true;
        source.service().dismiss(this);
    }
}
