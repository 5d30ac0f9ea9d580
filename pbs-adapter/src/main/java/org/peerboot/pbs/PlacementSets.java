package org.peerboot.pbs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.NaturalOrder;
import org.peerboot.cluster.Switch;

/**
 * Switches out of placement sets. PBS groups vnodes by each value of the resources in node_group_key, and nothing tells
 * which value is a leaf: the smallest set of a host is its leaf, and above a set is the smallest that holds all of it and
 * more. Sets that only overlap stand side by side.
 */
final class PlacementSets {
    private static final String RESOURCE = "resources_available.";
    /** Each is compared with each: a site that groups by something finer than switches gets no tree. */
    private static final int MOST = 4000;

    private record Group(String name, Set<String> hosts) {}

    private final List<Group> groups;
    private final Map<String, String> leaves = new HashMap<>();

    /** @param keys resources, with commas; empty for a flat topology */
    PlacementSets(Collection<Host> hosts, String keys, Warnings warnings) {
        List<String> resources = List.of(keys.replace(" ", "").split(","));
        Map<String, Set<String>> members = new TreeMap<>(NaturalOrder.NAMES);
        for (String resource : resources) {
            for (Host host : resource.isEmpty() ? List.<Host>of() : hosts) {
                for (String value : host.words(RESOURCE + resource)) {
                    if (!Names.isWord(value)) {
                        warnings.add(host.name + "'s " + resource + " \"" + value + "\"", "is no name, and left out");
                        continue;
                    }
                    if (Names.mayBeGuessed(value)) {
                        warnings.add(
                                resource + " " + value,
                                "is told otherwise by PBS's commands than by its library (007 as 7):"
                                        + " begin it with a letter");
                    }
                    String name = resources.size() == 1 ? value : resource + "=" + value;
                    members.computeIfAbsent(name, n -> new TreeSet<>()).add(host.name);
                }
            }
        }
        if (members.size() > MOST) {
            warnings.add(
                    keys, "has " + members.size() + " values, more than " + MOST + ": the topology counts as flat");
            members.clear();
        }
        groups = distinct(members);
        for (Group group : groups) {
            group.hosts.forEach(host -> leaves.putIfAbsent(host, group.name));
        }
    }

    /** From the smallest; of sets with the same hosts the first in natural order. */
    private static List<Group> distinct(Map<String, Set<String>> members) {
        Set<Set<String>> seen = new HashSet<>();
        List<Group> groups = new ArrayList<>();
        members.forEach((name, hosts) -> {
            if (seen.add(hosts)) {
                groups.add(new Group(name, hosts));
            }
        });
        groups.sort(Comparator.comparingInt(group -> group.hosts.size()));
        return groups;
    }

    /** The leaf of a host; absent where it is in no set. */
    @Nullable
    String leaf(String host) {
        return leaves.get(host);
    }

    List<Switch> switches() {
        List<Switch> switches = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            switches.add(new Switch(groups.get(i).name, above(i), 0));
        }
        return switches;
    }

    private @Nullable String above(int at) {
        Set<String> hosts = groups.get(at).hosts;
        for (Group larger : groups.subList(at + 1, groups.size())) {
            if (larger.hosts.size() > hosts.size() && larger.hosts.containsAll(hosts)) {
                return larger.name;
            }
        }
        return null;
    }
}
