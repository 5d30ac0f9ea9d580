package org.peerboot.attributes;

import java.util.Map;
import org.peerboot.wire.AttributeValue;

/**
 * How far a source is from a destination.
 *
 * @param hops links on the way: 0 to itself, 2 on one leaf switch, 4 under one parent, and so on
 * @param ageMillis of the workload manager's word
 * @param source who said so
 */
public record Topology(int hops, long ageMillis, String source) {
    public void into(Map<String, AttributeValue> values) {
        values.put(Attribute.TOPOLOGY_HOPS.key(), Attribute.TOPOLOGY_HOPS.value(hops, ageMillis, source));
    }
}
