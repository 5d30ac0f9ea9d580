package org.peerboot.peer;

import java.util.List;

/**
 * All of a node's links at one moment.
 *
 * @param nanos of the clock that only goes forward
 */
public record LinkReading(long nanos, List<Link> links) {
    /** What the fastest link of peers carries each way; 0 where nobody knows. */
    public long peersBytesPerSecond() {
        return links.stream()
                        .filter(Link::peers)
                        .mapToLong(Link::bitsPerSecond)
                        .max()
                        .orElse(0)
                / 8;
    }
}
