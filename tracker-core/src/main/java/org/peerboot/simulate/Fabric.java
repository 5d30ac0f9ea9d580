package org.peerboot.simulate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Switch;

/**
 * The tree of links: every node's, and every switch's to its parent. Trees without a common switch meet above their tops,
 * and the origin hangs there.
 */
final class Fabric {
    /** Both directions of a link. */
    record Pair(Link up, Link down) {
        static Pair of(double bytesPerSecond) {
            return new Pair(new Link(bytesPerSecond), new Link(bytesPerSecond));
        }
    }

    private final Map<String, Switch> switches;
    private final Map<String, Pair> ofSwitches = new LinkedHashMap<>();
    private final Map<String, Pair> ofNodes = new HashMap<>();
    private final Map<String, List<String>> ways = new HashMap<>();

    /**
     * @param nodes that take part
     * @param uplink bytes a second of each switch's links to its parent together, 0 for what the switch itself says; where
     *     nobody says, its nodes can all send at once
     */
    Fabric(Collection<Node> nodes, Map<String, Switch> switches, double nodeRate, double uplink) {
        this.switches = switches;
        Map<String, Double> below = new HashMap<>();
        for (Node node : nodes) {
            ofNodes.put(node.name(), Pair.of(nodeRate));
            wayUp(node.leaf()).forEach(name -> below.merge(name, nodeRate, Double::sum));
        }
        switches.forEach((name, at) -> {
            double said = uplink > 0 ? uplink : at.uplinkBitsPerSecond() / 8.0;
            ofSwitches.put(name, Pair.of(said > 0 ? said : below.getOrDefault(name, nodeRate)));
        });
    }

    /** Something that hangs on the top by a link of its own. */
    void addOnTop(String name, double bytesPerSecond) {
        ofNodes.put(name, Pair.of(bytesPerSecond));
    }

    Pair node(String name) {
        return found(ofNodes.get(name), name);
    }

    /** Links to the parent, by switch. */
    Map<String, Pair> switches() {
        return ofSwitches;
    }

    /** @param fromLeaf absent of what hangs on the top */
    Link[] path(String from, @Nullable String fromLeaf, String to, @Nullable String toLeaf) {
        List<String> up = wayUp(fromLeaf);
        List<String> down = wayUp(toLeaf);
        int common = 0;
        while (common < up.size()
                && common < down.size()
                && up.get(up.size() - 1 - common).equals(down.get(down.size() - 1 - common))) {
            common++;
        }
        List<Link> path = new ArrayList<>();
        path.add(node(from).up());
        up.subList(0, up.size() - common)
                .forEach(name -> path.add(found(ofSwitches.get(name), name).up()));
        for (int i = down.size() - common - 1; i >= 0; i--) {
            path.add(found(ofSwitches.get(down.get(i)), down.get(i)).down());
        }
        path.add(node(to).down());
        return path.toArray(new Link[0]);
    }

    /** From the leaf to the top. */
    private List<String> wayUp(@Nullable String leaf) {
        return leaf == null
                ? List.of()
                : ways.computeIfAbsent(leaf, name -> {
                    List<String> way = new ArrayList<>();
                    for (String at = name; at != null && !way.contains(at); at = parent(at)) {
                        way.add(at);
                    }
                    return way;
                });
    }

    private @Nullable String parent(String name) {
        Switch at = switches.get(name);
        return at == null ? null : at.parent();
    }

    private static Pair found(@Nullable Pair pair, String name) {
        if (pair == null) {
            throw new IllegalStateException("no link of " + name);
        }
        return pair;
    }
}
