package org.peerboot.tracker;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Attribute;
import org.peerboot.attributes.FileServerLoad;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;
import org.peerboot.attributes.NetworkUtilization;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.history.History;
import org.peerboot.wire.NetworkSample;

/** What nodes measured, as their last reports had it. Owned by the loop's thread; soft, like all that peers say. */
final class Measurements {
    private record Heard(NetworkSample sample, long millis) {}

    private final Map<String, Heard> samples = new HashMap<>();
    private final Map<String, Map<Attribute, Load>> nodes = new HashMap<>();
    /** The link of each node that carried more than it can. */
    private final Map<String, String> impossible = new TreeMap<>();
    /** Of switches. */
    final UplinkLoads uplinks = new UplinkLoads();

    /** Of the weeks before. */
    final History history;

    private Loads loads = Loads.NONE;
    private boolean changed;
    private long staleAt = Long.MAX_VALUE;

    Measurements(History history) {
        this.history = history;
    }

    /**
     * A node's links as its peer, or for the origin the tracker, measured them.
     *
     * @param source who that is
     * @return whether anything changed for a plan
     */
    boolean network(String node, @Nullable NetworkSample sample, String source, long nowMillis) {
        Heard before = samples.get(node);
        if (sample == null || (before != null && before.sample.number() == sample.number())) {
            return false;
        }
        samples.put(node, new Heard(sample, nowMillis));
        NetworkUtilization utilization = NetworkUtilization.of(sample);
        if (utilization != null && utilization.impossible()) {
            impossible.put(node, utilization.link());
        } else {
            impossible.remove(node);
        }
        return utilization != null
                && measured(
                        node,
                        Attribute.NETWORK_UTILIZATION,
                        utilization.share(),
                        source + ", " + utilization.link(),
                        nowMillis);
    }

    /** What the administrator should know of what was measured; absent while there is nothing. */
    @Nullable
    String warning() {
        String all = Stream.of(impossibleLinks(), uplinks.warning())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" | "));
        return all.isEmpty() ? null : all;
    }

    private @Nullable String impossibleLinks() {
        if (impossible.isEmpty()) {
            return null;
        }
        Map.Entry<String, String> first = impossible.entrySet().iterator().next();
        return "node " + first.getKey() + ": more passes its " + first.getValue() + " than that can carry; correct its"
                + " networkRate" + (impossible.size() > 1 ? " (and " + (impossible.size() - 1) + " more nodes')" : "")
                + "; meanwhile it counts as full";
    }

    /**
     * What is known of switches by now; called each second.
     *
     * @param rates of uplinks in bytes a second, where somebody set them
     * @return whether anything changed for a plan
     */
    boolean sumUp(ClusterSnapshot snapshot, Map<String, Long> rates, long nowMillis) {
        samples.keySet().removeIf(node -> snapshot.node(node) == null);
        Map<String, NetworkSample> fresh = new HashMap<>();
        samples.forEach((node, heard) -> {
            if (!Load.isStale(heard.millis, nowMillis)) {
                fresh.put(node, heard.sample);
            }
        });
        changed = true;
        return uplinks.take(snapshot, fresh, rates, nowMillis);
    }

    /**
     * Notes how busy each uplink is; called each second.
     *
     * @return whether another hour has begun, of which other things are known
     */
    boolean remember(long nowMillis) {
        boolean another = history.take(loads(nowMillis).switches(), nowMillis);
        changed |= another;
        return another;
    }

    /** Which part of the file server is the busiest. */
    private record Busiest(double share, String part) {
        static @Nullable Busiest of(FileServerLoad load) {
            NetworkUtilization network = load.network() == null ? null : NetworkUtilization.of(load.network());
            Busiest link = network == null ? null : new Busiest(network.share(), network.link());
            return busier(busier(link, load.disk(), "disk"), load.nfs(), "nfs");
        }

        private static @Nullable Busiest busier(@Nullable Busiest one, @Nullable Double share, String part) {
            return share == null || (one != null && one.share >= share) ? one : new Busiest(share, part);
        }
    }

    /**
     * The file server, as the tracker beside it measured it.
     *
     * @return whether anything changed for a plan
     */
    boolean fileServer(String origin, FileServerLoad load, long nowMillis) {
        boolean news = network(origin, load.network(), "tracker", nowMillis);
        Double cpu = load.cpu();
        Busiest busiest = Busiest.of(load);
        if (busiest != null) {
            news |= measured(origin, Attribute.FILESERVER_LOAD, busiest.share, "tracker, " + busiest.part, nowMillis);
        }
        if (cpu != null) {
            news |= measured(origin, Attribute.FILESERVER_CPU, cpu, "tracker, /proc/pressure/cpu", nowMillis);
        }
        return news;
    }

    private boolean measured(String node, Attribute attribute, double share, String source, long nowMillis) {
        Map<Attribute, Load> known = nodes.computeIfAbsent(node, n -> new EnumMap<>(Attribute.class));
        Load before = known.get(attribute);
        Load now = before == null || before.isStale(nowMillis)
                ? Load.first(share, nowMillis, source)
                : before.next(share, nowMillis, source);
        known.put(attribute, now);
        changed = true;
        return before == null || before.value() != now.value();
    }

    private static Map<Attribute, Load> both(Map<Attribute, Load> one, Map<Attribute, Load> other) {
        Map<Attribute, Load> all = new EnumMap<>(one);
        all.putAll(other);
        return Map.copyOf(all);
    }

    /** What is known now; the same object as long as nothing was measured and nothing grew too old. */
    Loads loads(long nowMillis) {
        if (changed || nowMillis >= staleAt) {
            changed = false;
            staleAt = Long.MAX_VALUE;
            Map<String, Map<Attribute, Load>> fresh = new HashMap<>();
            nodes.forEach((node, known) -> {
                known.values().removeIf(load -> load.isStale(nowMillis));
                known.values().forEach(load -> staleAt = Math.min(staleAt, load.staleAt()));
                if (!known.isEmpty()) {
                    fresh.put(node, Map.copyOf(known));
                }
            });
            nodes.values().removeIf(Map::isEmpty);
            impossible.keySet().retainAll(nodes.keySet());
            history.failures()
                    .forEach((node, load) ->
                            fresh.merge(node, Map.of(Attribute.HISTORY_FAILURES, load), Measurements::both));
            Map<String, Loads.Uplink> switches = uplinks.loads(nowMillis);
            switches.values()
                    .forEach(uplink -> staleAt = Math.min(staleAt, uplink.up().staleAt()));
            loads = new Loads(Map.copyOf(fresh), switches, history.usual(), history.pairFailures());
        }
        return loads;
    }
}
