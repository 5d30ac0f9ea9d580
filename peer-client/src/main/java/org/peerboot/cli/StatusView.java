package org.peerboot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ClusterStatus.Transfer;

/** A status as lines: the warning first, then a line a transfer. */
final class StatusView {
    private StatusView() {}

    static List<String> lines(ClusterStatus status) {
        List<String> lines = new ArrayList<>();
        if (status.warning() != null) {
            lines.add("WARNING: " + Printable.text(status.warning()));
        }
        lines.add("nodes and jobs from " + Printable.text(status.workloadManager()) + ", "
                + age(status.snapshotAgeMillis()) + " old; peers up: " + up(status) + " of "
                + status.nodes().size());
        lines.addAll(BootView.lines(status));
        if (status.transfers().isEmpty()) {
            lines.add("no transfers; 'peerboot assign IMAGE NODES' starts one");
            return lines;
        }
        Table table = new Table(
                "IMAGE",
                "STATE",
                ">COMPLETE",
                ">HELD",
                ">OF",
                ">%",
                ">RATE",
                ">LEFT",
                ">ORIGIN SENT",
                ">TWICE",
                ">RESTARTS");
        for (Transfer t : status.transfers()) {
            table.row(
                    t.image().name(),
                    t.state() + (t.failed() > 0 ? ", " + t.failed() + " failed" : ""),
                    t.complete() + "/" + t.nodes(),
                    Units.bytes(t.held()),
                    Units.bytes(total(t)),
                    Units.percent(t.held(), total(t)),
                    Units.rate(t.rate()),
                    t.etaSeconds() == null ? "-" : Units.duration(t.etaSeconds()),
                    copies(t) + " copies",
                    Units.bytes(t.twiceBytes()),
                    t.restartCount());
        }
        lines.addAll(table.lines());
        return lines;
    }

    /** One line for a log that is followed. */
    static String plain(ClusterStatus status) {
        List<String> parts = new ArrayList<>(
                status.transfers().stream().map(StatusView::plain).toList());
        BootView.lines(status).stream().findFirst().ifPresent(parts::add);
        return String.join("; ", parts);
    }

    private static String plain(Transfer t) {
        return Printable.text(t.image().name() + ": " + t.state() + ", " + t.complete() + " of " + t.nodes() + " nodes"
                + (t.failed() > 0 ? " (" + t.failed() + " failed)" : "") + ", " + Units.percent(t.held(), total(t))
                + " %, " + Units.rate(t.rate())
                + (t.etaSeconds() == null ? "" : ", " + Units.duration(t.etaSeconds()) + " left") + ", "
                + Units.count(t.restartCount(), "restart"));
    }

    static long total(Transfer t) {
        return t.image().bytes() * t.nodes();
    }

    /** How many times the origin's bytes would make the image. */
    static String copies(Transfer t) {
        double copies = t.image().bytes() == 0
                ? 0
                : (double) t.originBytes() / t.image().bytes();
        return String.format(Locale.ROOT, "%.2f", copies);
    }

    private static long up(ClusterStatus status) {
        return status.nodes().stream().filter(n -> n.peer().equals("up")).count();
    }

    private static String age(long millis) {
        return millis < 10_000 ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0) : Units.duration(millis / 1000);
    }
}
