package org.peerboot.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Attribute;
import org.peerboot.wire.AttributeValue;

/**
 * What conditions see of a node.
 *
 * @param leaf empty where not known
 * @param attributes those of the node by name, such as {@code job.running}
 */
public record NodeFacts(
        String name,
        boolean origin,
        String leaf,
        String cell,
        List<String> features,
        List<String> states,
        List<String> partitions,
        Map<String, AttributeValue> attributes) {

    /** The same node with an attribute set to 1 or 0. */
    NodeFacts with(Attribute attribute, boolean truth) {
        Map<String, AttributeValue> changed = new HashMap<>(attributes);
        changed.put(attribute.key(), attribute.value(truth ? 1 : 0, 0, "supposed"));
        return new NodeFacts(name, origin, leaf, cell, features, states, partitions, changed);
    }

    /** @param key what follows {@code source.} or {@code destination.} in a condition */
    @Nullable
    Object value(String key) {
        return switch (key) {
            case "name" -> name;
            case "origin" -> origin;
            case "leaf" -> leaf;
            case "cell" -> cell;
            case "features" -> features;
            case "states" -> states;
            case "partitions" -> partitions;
            default -> attribute(attributes, key);
        };
    }

    static @Nullable Object attribute(Map<String, AttributeValue> attributes, String key) {
        Attribute attribute = Attribute.of(key);
        AttributeValue value = attributes.get(key);
        if (attribute == null || value == null) {
            return null;
        }
        if (attribute.isTruth()) {
            return value.value() != 0;
        }
        return value.value();
    }
}
