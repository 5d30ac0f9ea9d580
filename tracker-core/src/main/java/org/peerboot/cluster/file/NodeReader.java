package org.peerboot.cluster.file;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.peerboot.cluster.HostList;
import org.peerboot.cluster.Network;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.cluster.Switch;
import org.peerboot.config.Text;
import org.peerboot.image.RefusedException;

/** Unfolds the file's groups of nodes. */
final class NodeReader {
    private static final String DEFAULT_NETWORK = "default";

    private final String place;
    private final Map<String, Network> networks;
    private final Map<String, Switch> switches;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Series series;

    NodeReader(String place, Map<String, Network> networks, Map<String, Switch> switches) {
        this.place = place;
        this.networks = networks;
        this.switches = switches;
        this.series = new Series(place);
    }

    Map<String, Node> read(List<ClusterFile.NodeSpec> specs) {
        specs.forEach(this::read);
        return nodes;
    }

    private void read(ClusterFile.NodeSpec spec) {
        List<String> hosts = HostList.parse(spec.hosts().value(), ClusterFileReader.at(place, spec.hosts()));
        Map<String, List<String>> addresses = addresses(spec, hosts.size());
        List<Integer> ports = series.ports(spec.port(), hosts.size());
        Text leaf = spec.leaf();
        if (leaf != null) {
            ClusterFileReader.known(switches, leaf, "leaf", "switches", place);
        }
        Set<NodeState> states = Collections.unmodifiableSet(states(spec.states()));
        Set<String> features = words(spec.features());
        Set<String> partitions = words(spec.partitions());
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i);
            Map<String, String> own = new LinkedHashMap<>();
            for (Map.Entry<String, List<String>> network : addresses.entrySet()) {
                own.put(network.getKey(), network.getValue().get(i));
            }
            Node node = new Node(
                    host,
                    host,
                    Collections.unmodifiableMap(own),
                    ports.get(i),
                    leaf == null ? null : leaf.value(),
                    states,
                    features,
                    partitions);
            if (nodes.putIfAbsent(host, node) != null) {
                throw wrong(
                        spec.hosts(),
                        "hosts \"" + spec.hosts().value() + "\"",
                        "node " + host + " stands in the file twice",
                        "name each node in one group");
            }
        }
        if (nodes.size() > HostList.MAX_NAMES) {
            throw wrong(spec.hosts(), "nodes", "the file names more than " + HostList.MAX_NAMES, "check the ranges");
        }
    }

    private static Set<String> words(List<Text> given) {
        Set<String> words = new LinkedHashSet<>();
        given.forEach(word -> words.add(word.value()));
        return Collections.unmodifiableSet(words);
    }

    private Map<String, List<String>> addresses(ClusterFile.NodeSpec spec, int count) {
        Map<String, List<String>> addresses = new LinkedHashMap<>();
        if (spec.address() != null) {
            String first = networks.isEmpty()
                    ? DEFAULT_NETWORK
                    : networks.keySet().iterator().next();
            addresses.put(first, series.addresses(spec.address(), count));
        }
        spec.addresses().forEach((network, pattern) -> {
            if (!networks.containsKey(network)) {
                throw wrong(pattern, "network \"" + network + "\"", "is not among the file's networks", "add it there");
            }
            if (addresses.put(network, series.addresses(pattern, count)) != null) {
                throw wrong(pattern, "network \"" + network + "\"", "has an address already", "remove one of them");
            }
        });
        return addresses;
    }

    private Set<NodeState> states(List<Text> names) {
        Set<NodeState> states = EnumSet.noneOf(NodeState.class);
        for (Text name : names) {
            try {
                states.add(
                        NodeState.valueOf(name.value().toUpperCase(Locale.ROOT).replace('-', '_')));
            } catch (IllegalArgumentException e) {
                throw wrong(
                        name,
                        "state \"" + name.value() + "\"",
                        "is not known",
                        "use some of " + EnumSet.allOf(NodeState.class));
            }
        }
        return states;
    }

    private RefusedException wrong(Text at, String what, String why, String remedy) {
        return new RefusedException(ClusterFileReader.at(place, at) + ", " + what, why, remedy);
    }
}
