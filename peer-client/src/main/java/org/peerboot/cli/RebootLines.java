package org.peerboot.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.Phase;
import org.peerboot.wire.RebootPlan.State;
import org.peerboot.wire.RebootPlan.Step;

/** A reboot plan as lines. */
final class RebootLines {
    private RebootLines() {}

    /** One line on the whole, then one a node. */
    static List<String> lines(RebootPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(plain(plan));
        Table table = new Table("NODE", "REBOOT", "WHY");
        for (Step step : plan.steps()) {
            table.row(step.node(), step.phase().toString(), step.reason() == null ? "" : Printable.text(step.reason()));
        }
        table.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    /** {@code plan 3: rocky9:6.8 on n[1-16], wave 2 of 3: 4 ready, 1 booting, 11 done}. */
    static String plain(RebootPlan plan) {
        Map<Phase, Integer> counts = new EnumMap<>(Phase.class);
        plan.steps().forEach(step -> counts.merge(step.phase(), 1, Integer::sum));
        String nodes = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        String state = plan.state() == State.RUNNING
                ? "wave " + (plan.wave() + 1) + " of " + plan.waves().size()
                : plan.state().toString();
        String why = plan.why() == null ? "" : " (" + plan.why() + ")";
        return Printable.text("plan " + plan.plan() + ": " + plan.image() + " on " + plan.nodes() + ", " + state + why
                + ": " + nodes);
    }
}
