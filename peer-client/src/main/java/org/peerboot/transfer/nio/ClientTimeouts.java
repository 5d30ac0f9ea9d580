package org.peerboot.transfer.nio;

import java.time.Duration;

/**
 * How long a client waits.
 *
 * @param connect for a connection to stand
 * @param silence without a byte while requests are outstanding
 * @param events without a byte on a stream of events; the server sends an empty line every 5 s
 */
public record ClientTimeouts(Duration connect, Duration silence, Duration events) {
    public static final ClientTimeouts DEFAULT =
            new ClientTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(15));

    public ClientTimeouts {
        if (connect.toMillis() <= 0 || silence.toMillis() <= 0 || events.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "timeouts " + connect + " " + silence + " " + events + " are not all at least a millisecond");
        }
    }

    Duration shortest() {
        Duration least = connect.compareTo(silence) < 0 ? connect : silence;
        return least.compareTo(events) < 0 ? least : events;
    }
}
