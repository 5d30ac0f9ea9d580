package org.peerboot.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the administrator's preferences, for peers to apply to the attributes they are sent: a source whose
 * {@code attribute} exceeds {@code above} has its weight multiplied by {@code factor}; at weight 0 it is left alone.
 *
 * @param rule the policy rule's name, which {@code explain} and restart records show
 * @param until a source that exceeded {@code above} counts as if it still did until it has been at or below this for a
 *     while; absent where each value counts at once
 */
public record Weighing(
        String rule,
        String attribute,
        double above,
        double factor,
        @Nullable Double until) {
    /** A preference by which each value counts at once. */
    public Weighing(String rule, String attribute, double above, double factor) {
        this(rule, attribute, above, factor, null);
    }

    /** Whether this preference speaks about a source with these attributes. An attribute that is absent never matches. */
    public boolean matches(Map<String, AttributeValue> attributes) {
        AttributeValue value = attributes.get(attribute);
        return value != null && value.value() > above;
    }
}
