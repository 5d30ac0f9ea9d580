package org.peerboot.transfer;

/**
 * How fast a server may send payload; asked before each slice. Headers, small answers and events are not paced. Called
 * on the loop.
 */
public interface Pace {
    /** No limit at all. */
    Pace UNLIMITED = new Pace() {
        @Override
        public int grant(int wanted, long nowNanos) {
            return wanted;
        }

        @Override
        public long readyInNanos(long nowNanos) {
            return 0;
        }

        @Override
        public void sent(int granted, int actuallySent, long nowNanos) {}
    };

    /** How many of {@code wanted} bytes may go now, taken off the account; 0 when none. */
    int grant(int wanted, long nowNanos);

    /**
     * Nanoseconds after which to ask again when none may go; {@code Long.MAX_VALUE} for not before
     * {@code BulkServer.wake()}.
     */
    long readyInNanos(long nowNanos);

    /** The socket took {@code actuallySent} of {@code granted} bytes; the rest goes back on the account. */
    void sent(int granted, int actuallySent, long nowNanos);
}
