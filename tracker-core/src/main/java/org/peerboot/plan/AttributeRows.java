package org.peerboot.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Attribute;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;
import org.peerboot.wire.AttributeTable.Row;
import org.peerboot.wire.AttributeTable.Threshold;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Weighing;

/** Puts the attributes of nodes into a table, with where each stands to the policy. */
final class AttributeRows {
    private final Scene scene;

    AttributeRows(Scene scene) {
        this.scene = scene;
    }

    /** @param nodes names, the origin's too */
    List<Row> ofNodes(Collection<String> nodes) {
        List<Row> rows = new ArrayList<>();
        for (String node : nodes) {
            Map<String, AttributeValue> values = scene.attributes(node);
            for (Attribute attribute : Attribute.values()) {
                AttributeValue value = values.get(attribute.key());
                boolean meant = !attribute.isForesight()
                        && (scene.isOrigin(node) ? attribute.ofOriginToo() : !attribute.ofOriginAlone());
                if (attribute.of() == Attribute.Of.NODE && (value != null || meant)) {
                    rows.add(row(
                            node, attribute, value, scene.view.loads().of(node).get(attribute)));
                }
            }
        }
        return rows;
    }

    /** Both ways of each switch's uplink. */
    List<Row> ofSwitches(Collection<String> switches) {
        List<Row> rows = new ArrayList<>();
        for (String name : switches) {
            addUplink(
                    rows,
                    name,
                    Attribute.SWITCH_LOAD,
                    scene.view.loads().switches().get(name));
            addUplink(
                    rows,
                    name,
                    Attribute.SWITCH_USUAL,
                    scene.view.loads().usual().get(name));
        }
        return rows;
    }

    private void addUplink(List<Row> rows, String name, Attribute attribute, Loads.@Nullable Uplink uplink) {
        rows.add(uplinkRow(name + " up", attribute, uplink == null ? null : uplink.up()));
        rows.add(uplinkRow(name + " down", attribute, uplink == null ? null : uplink.down()));
    }

    private Row uplinkRow(String of, Attribute attribute, @Nullable Load load) {
        AttributeValue value = load == null
                ? null
                : attribute.value(load.value(), load.ageMillis(scene.view.nowMillis()), load.source());
        return row(of, attribute, value, load);
    }

    private Row row(String of, Attribute attribute, @Nullable AttributeValue value, @Nullable Load load) {
        return new Row(
                of,
                attribute.key(),
                value == null ? null : value.value(),
                attribute.unit(),
                load != null ? Double.valueOf(load.measured()) : value == null ? null : value.value(),
                value == null ? null : value.ageMillis(),
                value == null
                        ? attribute.isHistory() ? "no such hour was recorded" : "nobody measured it lately"
                        : value.source(),
                thresholds(attribute, value));
    }

    private List<Threshold> thresholds(Attribute attribute, @Nullable AttributeValue value) {
        return scene.policy.weighings().stream()
                .filter(weighing -> weighing.attribute().equals(attribute.key()))
                .map(weighing -> new Threshold(
                        weighing.rule(),
                        weighing.above(),
                        weighing.until(),
                        state(weighing, value),
                        weighing.below(),
                        weighing.belowTransfer()))
                .toList();
    }

    private static String state(Weighing weighing, @Nullable AttributeValue value) {
        if (value == null) {
            return "unknown";
        }
        if (weighing.asksForTransfer()) {
            return "known";
        }
        Double until = weighing.until();
        Double below = weighing.below();
        if (below != null) {
            return value.value() < below ? "below" : "above";
        }
        if (value.value() > weighing.above()) {
            return "above";
        }
        return until != null && value.value() > until ? "between" : "below";
    }
}
