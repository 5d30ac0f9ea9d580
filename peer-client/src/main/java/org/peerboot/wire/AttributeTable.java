package org.peerboot.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The resource attributes of nodes, of the origin and of switches as the tracker tells them to peers.
 *
 * @param timeMillis of this answer, since the epoch
 */
public record AttributeTable(long timeMillis, List<Row> rows) {
    /**
     * One attribute of one thing.
     *
     * @param of a node, {@code origin}, or a switch
     * @param value absent where nobody knows it, which excludes nobody
     * @param measured the last measurement of a load, which the value follows with a dwell; else the value
     * @param ageMillis of that measurement; absent without one
     * @param source who measured it
     * @param thresholds of the policy's rules that weigh by it
     */
    public record Row(
            String of,
            String attribute,
            @Nullable Double value,
            String unit,
            @Nullable Double measured,
            @Nullable Long ageMillis,
            String source,
            List<Threshold> thresholds) {}

    /**
     * Where a value stands to one rule.
     *
     * @param until a source that was above counts as if it still were until it is at or below this
     * @param state {@code above}; {@code between}, where it counts if it was above before; {@code below}; {@code unknown}
     * @param below instead of {@code above}: a source counts that is below; absent where {@code above} counts
     * @param belowTransfer whether instead the seconds count that the destination's transfer still needs, of which this
     *     table knows nothing: {@code state} is {@code known} then; absent where not
     */
    public record Threshold(
            String rule,
            double above,
            @Nullable Double until,
            String state,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double below,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean belowTransfer) {}
}
