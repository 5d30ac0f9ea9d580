package org.peerboot.tracker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.CountedUplink;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;
import org.peerboot.attributes.NetworkUtilization;
import org.peerboot.attributes.OwnTraffic;
import org.peerboot.attributes.SwitchTree;
import org.peerboot.attributes.UplinkBytes;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Switch;
import org.peerboot.wire.NetworkSample;

/**
 * How busy others keep each switch's uplink: as the switch counts it, less what is ours, or else as the sum of what the
 * nodes below it move. Owned by the loop's thread.
 */
final class UplinkLoads {
    private static final int MOST_WAITING = 8192;

    private record Waiting(CountedUplink counted, long millis) {}

    private final Map<String, Loads.Uplink> switches = new HashMap<>();
    private final Map<String, Long> countedAt = new HashMap<>();
    private final Map<String, String> silent = new TreeMap<>();
    /** Switches that counted more than their uplinks can carry, and who counted. */
    private final Map<String, String> impossible = new TreeMap<>();

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final OwnTraffic own = new OwnTraffic();
    private Map<String, Switch> known = Map.of();
    private SwitchTree tree = new SwitchTree(known);

    /** @param source a node, or the origin, which stands beyond all switches */
    void moved(ClusterSnapshot snapshot, String origin, String source, String destination, long bytes, long now) {
        Node to = snapshot.node(destination);
        Node from = snapshot.node(source);
        if (to == null || (from == null && !source.equals(origin))) {
            return;
        }
        if (known != snapshot.switches()) {
            known = snapshot.switches();
            tree = new SwitchTree(known);
        }
        SwitchTree.Crossing crossing = tree.crossing(from == null ? null : from.leaf(), to.leaf());
        own.moved(crossing.up(), crossing.down(), bytes, now);
    }

    /** What a switch counted; it counts once nodes have reported what of it was ours. */
    void counted(CountedUplink counted, long nowMillis) {
        silent.remove(counted.name());
        if (waiting.size() < MOST_WAITING) {
            waiting.add(new Waiting(counted, nowMillis));
        }
    }

    /** Who was asked for many switches and was silent is not any more; its switches are not before they are counted. */
    void answers(String name) {
        silent.remove(name);
    }

    /** @return whether that is news */
    boolean silent(String name, String why) {
        countedAt.remove(name);
        return silent.put(name, why) == null;
    }

    /** What the administrator should know of switches that were to be asked; absent while all answer sensibly. */
    @Nullable
    String warning() {
        String all = Stream.of(
                        first(silent, "; meanwhile what its nodes move is summed up"),
                        first(impossible, "; meanwhile it counts as full"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" | "));
        return all.isEmpty() ? null : all;
    }

    private static @Nullable String first(Map<String, String> reasons, String meanwhile) {
        if (reasons.isEmpty()) {
            return null;
        }
        String more = reasons.size() > 1 ? " (and " + (reasons.size() - 1) + " more switches)" : "";
        return reasons.values().iterator().next() + more + meanwhile;
    }

    /**
     * Called each second.
     *
     * @param samples of nodes, those that are known now
     * @param rates of uplinks in bytes a second, where somebody set them; else the snapshot's, or what the switch says
     * @return whether anything changed for a plan
     */
    boolean take(
            ClusterSnapshot snapshot, Map<String, NetworkSample> samples, Map<String, Long> rates, long nowMillis) {
        own.tidy(nowMillis);
        switches.keySet().retainAll(snapshot.switches().keySet());
        countedAt.values().removeIf(at -> Load.isStale(at, nowMillis));
        impossible.keySet().retainAll(countedAt.keySet());
        boolean news = false;
        while (!waiting.isEmpty() && Math.abs(nowMillis - waiting.getFirst().millis) >= OwnTraffic.LATE_MILLIS) {
            Waiting next = waiting.removeFirst();
            CountedUplink counted = next.counted;
            double rate = rate(snapshot, rates, counted.name(), counted.bitsPerSecond() / 8.0);
            if (rate <= 0) {
                silent(counted.name(), unusable(snapshot, counted.name()));
            } else if (!silent.containsKey(counted.name())) {
                countedAt.put(counted.name(), nowMillis);
                doubt(counted, rate);
                news |= put(counted.name(), own.others(counted, next.millis), rate, counted.source(), nowMillis);
            }
        }
        for (Map.Entry<String, UplinkBytes> sum :
                UplinkBytes.sum(snapshot, samples).entrySet()) {
            String name = sum.getKey();
            double rate = rate(snapshot, rates, name, 0);
            if (rate > 0 && !countedAt.containsKey(name)) {
                String source = "peers below " + name + (silent.containsKey(name) ? ", for its agent is silent" : "");
                news |= put(name, sum.getValue(), rate, source, nowMillis);
            }
        }
        return news;
    }

    /** @param rate bytes a second */
    private void doubt(CountedUplink counted, double rate) {
        if (Math.max(counted.up(), counted.down()) > rate * NetworkUtilization.MOST) {
            impossible.put(
                    counted.name(),
                    "switch " + counted.name() + ": " + counted.source()
                            + " counts more on its uplink than that can carry; correct its rate under uplinks: in"
                            + " tracker.yaml");
        } else {
            impossible.remove(counted.name());
        }
    }

    private static String unusable(ClusterSnapshot snapshot, String name) {
        return "switch " + name
                + (snapshot.switches().containsKey(name)
                        ? ": its uplink's rate is not known; set it under uplinks: in tracker.yaml"
                        : ": is not in " + snapshot.source() + "; correct its name in tracker.yaml");
    }

    /** In bytes a second; 0 where nobody knows, and for what is no switch. */
    private static double rate(ClusterSnapshot snapshot, Map<String, Long> rates, String name, double counted) {
        Switch at = snapshot.switches().get(name);
        if (at == null) {
            return 0;
        }
        Long set = rates.get(name);
        return set != null ? set : at.uplinkBitsPerSecond() > 0 ? at.uplinkBitsPerSecond() / 8.0 : counted;
    }

    private boolean put(String name, UplinkBytes bytes, double rate, String source, long nowMillis) {
        Loads.Uplink before = switches.get(name);
        Loads.Uplink now = before == null || before.up().isStale(nowMillis)
                ? new Loads.Uplink(
                        Load.first(bytes.up() / rate, nowMillis, source),
                        Load.first(bytes.down() / rate, nowMillis, source))
                : new Loads.Uplink(
                        before.up().next(bytes.up() / rate, nowMillis, source),
                        before.down().next(bytes.down() / rate, nowMillis, source));
        switches.put(name, now);
        return before == null || !before.tellsTheSame(now);
    }

    /** Those that are not too old. */
    Map<String, Loads.Uplink> loads(long nowMillis) {
        switches.values().removeIf(uplink -> uplink.up().isStale(nowMillis));
        return Map.copyOf(switches);
    }
}
