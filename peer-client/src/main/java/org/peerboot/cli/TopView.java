package org.peerboot.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.Limits;

/** The cluster as a screen: a line a transfer, and below it a line a leaf. */
final class TopView {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final int SOURCES = 3;
    /** Of the screen; so many transfers leave room for leaves on 24 rows. */
    private static final int TRANSFERS = 6;

    private final ZoneId zone;

    TopView(ZoneId zone) {
        this.zone = zone;
    }

    /** @param rows of the screen; what does not fit is counted in the last one */
    List<String> lines(ClusterStatus status, Map<String, LeafFlows.Flow> flows, int rows) {
        List<String> lines = new ArrayList<>();
        lines.add(head(status));
        if (status.warning() != null) {
            lines.add("WARNING: " + Printable.text(status.warning()));
        }
        lines.add("");
        lines.addAll(cut(transfers(status), TRANSFERS, "images"));
        lines.add("");
        lines.addAll(cut(leaves(status, flows), rows - lines.size(), "leaves"));
        return lines;
    }

    private String head(ClusterStatus status) {
        long up =
                status.nodes().stream().filter(node -> node.peer().equals("up")).count();
        long busy = status.nodes().stream().filter(ClusterStatus.Node::job).count();
        return "peerboot " + CLOCK.format(Instant.ofEpochMilli(status.time()).atZone(zone)) + "  peers up " + up + "/"
                + status.nodes().size() + "  nodes with jobs " + busy + "  "
                + Printable.text(status.workloadManager()) + " "
                + String.format(Locale.ROOT, "%.1f s old", status.snapshotAgeMillis() / 1000.0);
    }

    private static List<String> transfers(ClusterStatus status) {
        Table table = new Table("IMAGE", "STATE", ">DONE", ">FAIL", ">%", ">MiB/s", ">LEFT", ">ORIGIN", ">RESTARTS");
        for (ClusterStatus.Transfer t : status.transfers()) {
            table.row(
                    t.image().name(),
                    t.state(),
                    t.complete() + "/" + t.nodes(),
                    t.failed(),
                    Units.percent(t.held(), StatusView.total(t)),
                    mebibytes(t.rate()),
                    t.etaSeconds() == null ? "-" : Units.duration(t.etaSeconds()),
                    StatusView.copies(t),
                    t.restartCount());
        }
        return status.transfers().isEmpty() ? List.of("no transfers") : table.lines();
    }

    private static List<String> leaves(ClusterStatus status, Map<String, LeafFlows.Flow> flows) {
        Map<String, List<ClusterStatus.Node>> leaves = status.nodes().stream()
                .collect(Collectors.groupingBy(
                        ClusterStatus.Node::cell,
                        () -> new TreeMap<>(Comparator.comparing(TopView::padded)),
                        Collectors.toList()));
        Table table = new Table(
                "LEAF", ">UP", ">JOBS", ">LIMITED", ">DONE", ">FAIL", ">IN MiB/s", ">OUT MiB/s", "FROM", "RULES");
        leaves.forEach((leaf, nodes) -> {
            LeafFlows.Flow flow = flows.getOrDefault(leaf, LeafFlows.Flow.NONE);
            List<ImageProgress> images =
                    nodes.stream().flatMap(node -> node.images().stream()).toList();
            table.row(
                    leaf.isEmpty() ? "-" : leaf,
                    nodes.stream().filter(node -> node.peer().equals("up")).count() + "/" + nodes.size(),
                    nodes.stream().filter(ClusterStatus.Node::job).count(),
                    nodes.stream().filter(TopView::limited).count(),
                    images.stream()
                                    .filter(image -> image.state() == ImageProgress.State.COMPLETE)
                                    .count() + "/" + images.size(),
                    images.stream()
                            .filter(image -> image.state() == ImageProgress.State.FAILED)
                            .count(),
                    mebibytes(flow.in()),
                    mebibytes(flow.out()),
                    from(leaf, flow),
                    rules(nodes));
        });
        return table.lines();
    }

    /** Numbers by their size: leaf2 before leaf10. */
    private static String padded(String name) {
        return NUMBER.matcher(name)
                .replaceAll(found -> "0".repeat(Math.max(0, 12 - found.group().length())) + found.group());
    }

    private static String from(String leaf, LeafFlows.Flow flow) {
        long all = flow.from().values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return "-";
        }
        return flow.from().entrySet().stream()
                .filter(source -> source.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(SOURCES)
                .map(source -> (source.getKey().equals(leaf) ? "own" : source.getKey()) + " "
                        + Math.round(100.0 * source.getValue() / all) + "%")
                .collect(Collectors.joining(" "));
    }

    private static boolean limited(ClusterStatus.Node node) {
        return !node.limits().equals(Limits.NONE);
    }

    /** What limits how many nodes. */
    private static String rules(List<ClusterStatus.Node> nodes) {
        Map<String, Long> rules = nodes.stream()
                .filter(TopView::limited)
                .collect(Collectors.groupingBy(node -> node.limits().rule(), TreeMap::new, Collectors.counting()));
        return rules.isEmpty()
                ? "-"
                : rules.entrySet().stream()
                        .map(rule -> rule.getKey() + " (" + rule.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String mebibytes(long bytesPerSecond) {
        return String.format(Locale.ROOT, "%.1f", bytesPerSecond / 1048576.0);
    }

    private static List<String> cut(List<String> lines, int most, String what) {
        if (lines.size() <= most) {
            return lines;
        }
        int kept = Math.max(1, most - 1);
        List<String> some = new ArrayList<>(lines.subList(0, kept));
        some.add("... and " + (lines.size() - kept) + " " + what + " more");
        return some;
    }
}
