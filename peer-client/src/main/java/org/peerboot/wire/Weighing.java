package org.peerboot.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the administrator's preferences, for peers to apply to the attributes they are sent: a source whose
 * {@code attribute} exceeds {@code above}, or is lower than {@code below}, has its weight multiplied by {@code factor}; at
 * weight 0 it is left alone.
 *
 * @param rule the policy rule's name, which {@code explain} and restart records show
 * @param above {@link #NEVER} where {@code below} counts, so that a peer which does not know that passes it over
 * @param until a source that exceeded {@code above} counts as if it still did until it has been at or below this for a
 *     while; absent where each value counts at once
 * @param below absent where {@code above} counts
 * @param belowTransfer whether instead of {@code below} the seconds count that the destination's transfer still needs;
 *     absent where not
 */
public record Weighing(
        String rule,
        String attribute,
        double above,
        double factor,
        @Nullable Double until,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double below,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean belowTransfer) {
    public static final double NEVER = Double.MAX_VALUE;

    public Weighing(String rule, String attribute, double above, double factor, @Nullable Double until) {
        this(rule, attribute, above, factor, until, null, null);
    }

    /** A preference by which each value counts at once. */
    public Weighing(String rule, String attribute, double above, double factor) {
        this(rule, attribute, above, factor, null);
    }

    /** A source counts whose attribute is lower than {@code below}. */
    public static Weighing below(String rule, String attribute, double below, double factor) {
        return new Weighing(rule, attribute, NEVER, factor, null, below, null);
    }

    /** A source counts whose attribute, in seconds, is less than the destination's transfer still needs. */
    public static Weighing belowTransfer(String rule, String attribute, double factor) {
        return new Weighing(rule, attribute, NEVER, factor, null, null, true);
    }

    public boolean asksForTransfer() {
        return Boolean.TRUE.equals(belowTransfer);
    }

    /**
     * Whether this preference speaks about a source with these attributes. An attribute that is absent never matches.
     *
     * @param secondsNeeded by the destination's transfer until it is whole; infinite where nobody can tell
     */
    public boolean matches(Map<String, AttributeValue> attributes, double secondsNeeded) {
        AttributeValue value = attributes.get(attribute);
        if (value == null) {
            return false;
        }
        if (asksForTransfer()) {
            return value.value() < secondsNeeded;
        }
        return below != null ? value.value() < below : value.value() > above;
    }
}
