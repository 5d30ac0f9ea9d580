package org.peerboot.peer;

import java.util.List;

/**
 * All of a node's links at one moment.
 *
 * @param nanos of the clock that only goes forward
 */
public record LinkReading(long nanos, List<Link> links) {}
