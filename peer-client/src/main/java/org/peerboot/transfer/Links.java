package org.peerboot.transfer;

import java.nio.ByteBuffer;
import org.peerboot.wire.Candidate;

/**
 * A download's way to the outside. Calls return at once; what comes of them arrives as events on the {@link Download},
 * on the thread that owns it and never from within the call.
 */
public interface Links {
    /** Listens to what {@code source} announces, until {@link #forget}. Ends in {@link Download#deaf} when it breaks. */
    void listen(Candidate source);

    /**
     * Asks {@code source} for {@code length} bytes from {@code from} on, behind what was asked of it before. Ends in
     * {@link Download#received}, {@link Download#refused} or {@link Download#lost}.
     */
    void request(Candidate source, long from, long length);

    /** Breaks off everything asked of {@code node}, unread bytes included. No event follows for it. */
    void breakOff(String node);

    /** Stops listening to {@code node} and breaks off. */
    void forget(String node);

    /**
     * Verifies and keeps a piece. Ends in {@link Download#stored}, {@link Download#corrupt} or
     * {@link Download#unstorable}; {@code bytes} stays untouched until then.
     */
    void store(int piece, ByteBuffer bytes);
}
