package org.peerboot.simulate;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.HostList;
import org.peerboot.config.Bytes;
import org.peerboot.config.Durations;
import org.peerboot.config.Rate;
import org.peerboot.image.RefusedException;

/** Makes a plan of what was typed and what the cluster's file says. */
final class PlanReader {
    private static final long MAX_BYTES = 1L << 40;
    /** Each takes some 50 microseconds of computing: ten minutes and more. */
    private static final long MAX_DELIVERIES = 20_000_000;

    private final ClusterSnapshot cluster;
    private final String place;

    /** @param place what errors call the cluster's file */
    PlanReader(ClusterSnapshot cluster, String place) {
        this.cluster = cluster;
        this.place = place;
    }

    /** @throws RefusedException naming the option that makes no sense */
    Plan plan(
            String size,
            @Nullable String rate,
            @Nullable String uplink,
            @Nullable String origin,
            String latency,
            String memory,
            long seed) {
        long bytes = Bytes.parse(size).value();
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new RefusedException("--size " + size, "is not within 1B to 1TiB", "choose another");
        }
        double nodeRate = rate == null ? networkRate() : rate("--rate", rate);
        return new Plan(
                bytes,
                nodeRate,
                uplink == null ? 0 : rate("--uplink", uplink),
                origin == null ? nodeRate : rate("--origin", origin),
                latency(latency),
                memory(memory),
                seed);
    }

    private double networkRate() {
        long bits = cluster.networks().values().stream()
                .mapToLong(network -> network.bitsPerSecond())
                .filter(b -> b > 0)
                .findFirst()
                .orElse(0);
        if (bits == 0) {
            throw new RefusedException(
                    place,
                    "says no rate of the nodes' links",
                    "give its first network a rate, or name one with --rate");
        }
        return bits / 8.0;
    }

    private static double rate(String option, String text) {
        Rate rate = Rate.parse(text);
        if (rate.isUnlimited() || rate.bytesPerSecond() == 0) {
            throw new RefusedException(option + " " + text, "is no link's rate", "write one such as 10Gbit/s");
        }
        return rate.bytesPerSecond();
    }

    private static long memory(String text) {
        long memory = Bytes.parse(text).value();
        if (memory < 1 << 20 || memory > 4L << 30) {
            throw new RefusedException("--memory " + text, "is not within 1MiB to 4GiB", "choose another");
        }
        return memory;
    }

    private static long latency(String text) {
        Duration latency = Durations.parse(text);
        if (latency.isZero() || latency.toNanos() >= Ear.LEAST_RETRY) {
            throw new RefusedException("--latency " + text, "is not within 1us to 124ms", "choose another");
        }
        return latency.toNanos();
    }

    /**
     * @param list a host list, or {@code all}
     * @param pieces of the image
     * @throws RefusedException if a node is not in the file, or there are more than can be waited for
     */
    Set<String> nodes(String list, int pieces) {
        Set<String> nodes = list.equals("all")
                ? new HashSet<>(cluster.nodes().keySet())
                : new HashSet<>(HostList.parse(list, "--nodes " + list));
        List<String> strangers =
                nodes.stream().filter(node -> cluster.node(node) == null).toList();
        if (!strangers.isEmpty() || nodes.isEmpty()) {
            throw new RefusedException(
                    "--nodes " + list,
                    strangers.isEmpty() ? "names none" : "names " + HostList.fold(strangers) + ", not in " + place,
                    "name nodes of the file");
        }
        if (nodes.contains(World.ORIGIN)) {
            throw new RefusedException(
                    place + ", node " + World.ORIGIN, "has the name of the origin", "call it something else");
        }
        if ((long) nodes.size() * pieces > MAX_DELIVERIES) {
            throw new RefusedException(
                    "--nodes " + list,
                    nodes.size() + " nodes times " + pieces + " pieces are more than " + MAX_DELIVERIES
                            + ", which would take hours",
                    "name fewer nodes, or a smaller --size");
        }
        return nodes;
    }
}
