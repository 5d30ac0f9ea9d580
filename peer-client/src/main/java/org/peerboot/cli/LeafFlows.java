package org.peerboot.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ImageProgress;

/** What flows into and out of each leaf's nodes, over the last five seconds: from one status to another. */
final class LeafFlows {
    private static final long WINDOW_MILLIS = 5000;

    /**
     * One leaf's.
     *
     * @param in payload bytes a second that its nodes receive
     * @param out that they send
     * @param from how {@code in} is made up: bytes a second by the leaf, or origin, of the source
     */
    record Flow(long in, long out, Map<String, Long> from) {
        static final Flow NONE = new Flow(0, 0, Map.of());
    }

    private record Totals(String leaf, long in, long out, Map<String, Long> from) {}

    private record Sample(long millis, Map<String, Totals> nodes) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** @return by leaf; nothing for the first status */
    Map<String, Flow> at(ClusterStatus status) {
        Sample now = sample(status);
        samples.addLast(now);
        while (samples.size() > 2 && now.millis - samples.getFirst().millis > WINDOW_MILLIS) {
            samples.removeFirst();
        }
        Sample then = samples.getFirst();
        return now.millis > then.millis ? between(then, now) : Map.of();
    }

    private static Sample sample(ClusterStatus status) {
        Map<String, Totals> nodes = new HashMap<>();
        for (ClusterStatus.Node node : status.nodes()) {
            long in = 0;
            Map<String, Long> from = new HashMap<>();
            for (ImageProgress image : node.images()) {
                in += image.received();
                image.bytesBySource().forEach((source, bytes) -> from.merge(source, bytes, Long::sum));
            }
            nodes.put(node.node(), new Totals(node.cell(), in, node.uploadBytes(), from));
        }
        return new Sample(status.time(), nodes);
    }

    private static Map<String, Flow> between(Sample then, Sample now) {
        double seconds = (now.millis - then.millis) / 1000.0;
        Map<String, long[]> sums = new TreeMap<>();
        Map<String, Map<String, Long>> from = new HashMap<>();
        now.nodes.forEach((name, node) -> {
            Totals before = then.nodes.get(name);
            if (before == null) {
                return;
            }
            long[] sum = sums.computeIfAbsent(node.leaf, leaf -> new long[2]);
            sum[0] += grown(before.in, node.in);
            sum[1] += grown(before.out, node.out);
            node.from.forEach((source, bytes) -> {
                Totals sender = now.nodes.get(source);
                from.computeIfAbsent(node.leaf, leaf -> new HashMap<>())
                        .merge(
                                sender == null ? source : sender.leaf,
                                grown(before.from.getOrDefault(source, 0L), bytes),
                                Long::sum);
            });
        });
        Map<String, Flow> flows = new HashMap<>();
        sums.forEach((leaf, sum) -> {
            Map<String, Long> rates = new HashMap<>();
            from.getOrDefault(leaf, Map.of()).forEach((source, bytes) -> rates.put(source, (long) (bytes / seconds)));
            flows.put(leaf, new Flow((long) (sum[0] / seconds), (long) (sum[1] / seconds), rates));
        });
        return flows;
    }

    /** A daemon that was started again counts from 0. */
    private static long grown(long before, long now) {
        return Math.max(0, now - before);
    }
}
