package org.peerboot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.peerboot.image.Digest;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ClusterStatus.Node;
import org.peerboot.wire.ClusterStatus.Restart;
import org.peerboot.wire.ClusterStatus.Transfer;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.SegmentRestart;

/** A status' nodes and restarts as lines. */
final class NodesView {
    private NodesView() {}

    /** A line a node; below them the failures, and why a node runs another image than it shall. */
    static List<String> nodes(ClusterStatus status, boolean failedOnly) {
        Map<Digest, String> names = names(status);
        List<Node> nodes =
                status.nodes().stream().filter(n -> !failedOnly || failed(n)).toList();
        if (nodes.isEmpty()) {
            return List.of(failedOnly ? "no node has failed" : "no nodes");
        }
        Table table =
                new Table("NODE", "CELL", "PEER", "JOB", "MAY SEND", ">UPDATE", ">SENT", "RUNS", "BOOT", "IMAGES");
        List<String> failures = new ArrayList<>();
        for (Node n : nodes) {
            table.row(
                    n.node(),
                    n.cell(),
                    n.peer(),
                    n.job() ? "yes" : "no",
                    LimitWords.upload(n.limits()),
                    n.epoch(),
                    Units.bytes(n.uploadBytes()),
                    runs(n, names),
                    BootView.stage(n),
                    n.images().stream().map(i -> image(i, names)).collect(Collectors.joining("; ")));
            n.images().forEach(i -> failure(n, i, names, failures));
            if (n.bootStage() != null && BootView.failed(n)) {
                failures.add(BootView.failure(n, n.bootStage()));
            } else if (n.bootNote() != null) {
                failures.add(Printable.text("  " + n.node() + ": shall boot " + n.boot() + ", runs " + runs(n, names)
                        + ": " + n.bootNote()));
            }
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(failures);
        return lines;
    }

    private static String runs(Node node, Map<Digest, String> names) {
        return node.booted() == null ? "-" : name(node.booted(), names);
    }

    private static boolean failed(Node node) {
        return node.bootNote() != null
                || BootView.failed(node)
                || node.images().stream().anyMatch(i -> i.failure() != null || i.state() == ImageProgress.State.FAILED);
    }

    private static void failure(Node node, ImageProgress image, Map<Digest, String> names, List<String> failures) {
        if (image.failure() != null) {
            failures.add(
                    Printable.text("  " + node.node() + ": " + name(image.digest(), names) + ": " + image.failure()));
        }
        if (!image.blamed().isEmpty()) {
            failures.add(Printable.text("  " + node.node() + ": " + name(image.digest(), names)
                    + ": wrong bytes came from " + String.join(", ", image.blamed())));
        }
    }

    private static String image(ImageProgress image, Map<Digest, String> names) {
        return name(image.digest(), names) + " "
                + image.state().name().toLowerCase(java.util.Locale.ROOT) + " "
                + Units.percent(image.pieces(), image.of())
                + " %";
    }

    /** Every segment that changed its source, with the update and the rule behind it. */
    static List<String> restarts(ClusterStatus status) {
        List<String> lines = new ArrayList<>();
        for (Transfer t : status.transfers()) {
            lines.add(Printable.text(t.image().name()) + ": " + Units.count(t.restartCount(), "segment")
                    + " went on from another source"
                    + (t.restarts().size() < t.restartCount()
                            ? "; the last " + t.restarts().size() + ":"
                            : ""));
            t.restarts().forEach(r -> lines.add("  " + restart(r)));
        }
        return lines;
    }

    static String restart(Restart r) {
        SegmentRestart s = r.restart();
        return Printable.text(r.node() + ": piece " + s.piece() + ", from byte " + s.byteReached() + ": " + s.from()
                + " -> " + s.to() + ", update " + s.epoch() + ", " + s.cause()
                + (s.rule().isEmpty() ? "" : ", rule " + s.rule()));
    }

    private static Map<Digest, String> names(ClusterStatus status) {
        return status.transfers().stream()
                .map(Transfer::image)
                .collect(Collectors.toMap(i -> i.digest(), i -> i.name(), (a, b) -> a));
    }

    private static String name(Digest digest, Map<Digest, String> names) {
        return names.getOrDefault(digest, digest.brief());
    }
}
