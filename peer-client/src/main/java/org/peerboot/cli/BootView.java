package org.peerboot.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.peerboot.wire.BootStage;
import org.peerboot.wire.BootStage.Stage;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ClusterStatus.Node;

/** How far nodes are with the images that they shall boot. */
final class BootView {
    /** Failures that an overview names. */
    private static final int MOST_FAILED = 8;

    private BootView() {}

    /** One line, and one for each of the first nodes that failed; none where no node has an image to boot. */
    static List<String> lines(ClusterStatus status) {
        Map<Stage, Integer> count = new EnumMap<>(Stage.class);
        List<String> failed = new ArrayList<>();
        int least = 100;
        for (Node node : status.nodes()) {
            BootStage stage = node.bootStage();
            if (stage == null) {
                continue;
            }
            count.merge(stage.stage(), 1, Integer::sum);
            if (stage.stage() == Stage.FETCHING) {
                least = Math.min(least, stage.percent());
            } else if (stage.stage() == Stage.FAILED) {
                failed.add(failure(node, stage));
            }
        }
        List<String> lines = new ArrayList<>();
        if (!count.isEmpty()) {
            List<String> parts = new ArrayList<>();
            int slowest = least;
            count.forEach((stage, nodes) ->
                    parts.add(nodes + " " + stage + (stage == Stage.FETCHING ? " (" + slowest + " % at least)" : "")));
            lines.add("boots: " + String.join(", ", parts));
            lines.addAll(failed.subList(0, Math.min(MOST_FAILED, failed.size())));
            if (failed.size() > MOST_FAILED) {
                lines.add("  and " + (failed.size() - MOST_FAILED) + " more: 'peerboot status --failed'");
            }
        }
        return lines;
    }

    /** In one word or two. */
    static String stage(Node node) {
        BootStage stage = node.bootStage();
        if (stage == null) {
            return "-";
        }
        return stage.stage() == Stage.FETCHING
                ? stage.stage() + " " + stage.percent() + " %"
                : stage.stage().toString();
    }

    static boolean failed(Node node) {
        return node.bootStage() != null && node.bootStage().stage() == Stage.FAILED;
    }

    static String failure(Node node, BootStage stage) {
        return Printable.text("  " + node.node() + ": boot of " + node.boot() + " failed: " + stage.why());
    }
}
