package org.peerboot.gauges;

import java.util.List;

/**
 * A switch's uplink at one moment.
 *
 * @param nanos of the clock that only goes forward
 * @param uptime of its agent, in hundredths of a second
 */
record SwitchReading(long nanos, long uptime, List<PortCounters> ports) {}
