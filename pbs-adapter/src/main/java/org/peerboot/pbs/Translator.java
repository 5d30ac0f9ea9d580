package org.peerboot.pbs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Reservation;

/** PBS's words into those of a snapshot. Pure: what both sources tell goes through here, so equal words are equal news. */
final class Translator {
    private static final String RESOURCE = "resources_available.";

    private final String topology;
    private final int bulkPort;

    /**
     * @param topology resources whose values name switches, with commas; empty for the server's node_group_key
     * @param bulkPort where every node's peer serves
     */
    Translator(String topology, int bulkPort) {
        this.topology = topology;
        this.bulkPort = bulkPort;
    }

    PbsNews news(PbsState state, Warnings warnings) {
        Hosts hosts = new Hosts(state.vnodes(), warnings);
        String keys = topology.isEmpty() ? state.server().get("node_group_key") : topology;
        PlacementSets sets = new PlacementSets(hosts.all(), keys, warnings);
        String version = state.version().isEmpty() ? state.server().get("pbs_version") : state.version();
        return new PbsNews(
                version.isEmpty() ? "unknown" : version,
                hosts.all().stream().map(host -> node(host, sets)).toList(),
                sets.switches(),
                new Jobs(hosts, state.reservations(), warnings).all(state.jobs()),
                reservations(state.reservations(), hosts, warnings),
                warnings.all());
    }

    private Node node(Host host, PlacementSets sets) {
        Set<String> queues = new LinkedHashSet<>(host.words("queue"));
        queues.addAll(host.words(RESOURCE + "Qlist"));
        queues.removeIf(queue -> !Names.isWord(queue));
        return new Node(
                host.name,
                host.mom(),
                Map.of(),
                bulkPort,
                sets.leaf(host.name),
                NodeWords.states(
                        host.working().stream().map(vnode -> vnode.get("state")).toList(), !host.jobs.isEmpty()),
                features(host),
                queues);
    }

    /** Resources that are true: {@code resources_available.gpu = True}. */
    private static Set<String> features(Host host) {
        Set<String> features = new LinkedHashSet<>();
        for (Attributes vnode : host.working()) {
            vnode.values().forEach((attribute, value) -> {
                if (attribute.startsWith(RESOURCE) && value.equalsIgnoreCase("true")) {
                    features.add(attribute.substring(RESOURCE.length()));
                }
            });
        }
        features.removeIf(feature -> !Names.isWord(feature));
        return features;
    }

    /** One that is not confirmed has no vnodes yet. Those of maintenance are called {@code M12.server}. */
    private static List<Reservation> reservations(List<Attributes> told, Hosts hosts, Warnings warnings) {
        List<Reservation> reservations = new ArrayList<>();
        for (Attributes one : told) {
            String where = "reservation " + one.name();
            Set<String> vnodes = ExecVnode.vnodes(one.get("resv_nodes"), where, warnings);
            if (vnodes.isEmpty()) {
                continue;
            }
            Long start = Times.millis(one.get("reserve_start"));
            Long end = Times.millis(one.get("reserve_end"));
            if (!Names.isWord(one.name()) || start == null || end == null) {
                warnings.add(where, "has no times or no name that can be used, and is left out");
                continue;
            }
            reservations.add(new Reservation(
                    one.name(), hosts.of(vnodes, where), start, end, one.name().matches("M[0-9].*")));
        }
        return reservations;
    }
}
