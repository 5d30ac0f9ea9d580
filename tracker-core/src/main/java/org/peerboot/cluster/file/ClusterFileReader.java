package org.peerboot.cluster.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.Network;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Reservation;
import org.peerboot.cluster.Switch;
import org.peerboot.config.Rate;
import org.peerboot.config.Text;
import org.peerboot.image.RefusedException;

/** Checks what a cluster file says as a whole, and makes a snapshot of it. */
final class ClusterFileReader {
    private final ClusterFile file;
    private final String place;
    private final Map<String, Network> networks = new LinkedHashMap<>();
    private final Map<String, Switch> switches = new LinkedHashMap<>();

    /** @param place what errors call the file */
    ClusterFileReader(ClusterFile file, String place) {
        this.file = file;
        this.place = place;
    }

    /** @throws RefusedException with the line of what contradicts the rest */
    ClusterSnapshot snapshot(long timeMillis, String source) {
        file.networks().forEach(this::addNetwork);
        file.switches().forEach(this::addSwitch);
        file.switches().forEach(this::checkParent);
        Map<String, Node> nodes = new NodeReader(place, networks, switches).read(file.nodes());
        Map<String, Job> jobs = new LinkedHashMap<>();
        JobReader reader = new JobReader(place, nodes);
        for (ClusterFile.JobSpec spec : file.jobs()) {
            once(jobs, spec.id(), "job", reader.read(spec));
        }
        Map<String, Reservation> reservations = new LinkedHashMap<>();
        for (ClusterFile.ReservationSpec spec : file.reservations()) {
            once(reservations, spec.name(), "reservation", reader.read(spec));
        }
        return new ClusterSnapshot(
                timeMillis,
                source,
                nodes.values(),
                switches.values(),
                networks.values(),
                jobs.values(),
                reservations.values());
    }

    private void addNetwork(ClusterFile.NetworkSpec spec) {
        String name = spec.name().value();
        once(networks, spec.name(), "network", new Network(name, spec.addresses(), bits(spec.rate())));
    }

    private void addSwitch(ClusterFile.SwitchSpec spec) {
        String parent = spec.parent() == null ? null : spec.parent().value();
        once(switches, spec.name(), "switch", new Switch(spec.name().value(), parent, bits(spec.uplink())));
    }

    private void checkParent(ClusterFile.SwitchSpec spec) {
        Text parent = spec.parent();
        if (parent == null) {
            return;
        }
        known(switches, parent, "parent", "switches", place);
        List<String> way = new ArrayList<>();
        for (String at = spec.name().value(); at != null; at = above(at)) {
            if (way.contains(at)) {
                throw new RefusedException(
                        at(place, parent) + ", parent \"" + parent.value() + "\"",
                        "leads back to where it began: " + String.join(" under ", way) + " under " + at,
                        "let the switches form a tree");
            }
            way.add(at);
        }
    }

    private @Nullable String above(String name) {
        Switch at = switches.get(name);
        return at == null ? null : at.parent();
    }

    private <T> void once(Map<String, T> things, Text name, String kind, T thing) {
        if (things.putIfAbsent(name.value(), thing) != null) {
            throw new RefusedException(
                    at(place, name) + ", " + kind + " \"" + name.value() + "\"",
                    "stands in the file twice",
                    "remove one of them");
        }
    }

    /**
     * @param kind of the reference
     * @param list where the file should define it
     */
    static void known(Map<String, ?> things, Text name, String kind, String list, String place) {
        if (!things.containsKey(name.value())) {
            throw new RefusedException(
                    at(place, name) + ", " + kind + " \"" + name.value() + "\"",
                    "is not among the file's " + list,
                    "add it there, or correct the name");
        }
    }

    static String at(String place, Text text) {
        return place + " line " + text.line();
    }

    private static long bits(@Nullable Rate rate) {
        return rate == null ? 0 : rate.bitsPerSecond();
    }
}
