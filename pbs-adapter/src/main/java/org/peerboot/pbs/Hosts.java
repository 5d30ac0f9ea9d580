package org.peerboot.pbs;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.peerboot.cluster.HostList;
import org.peerboot.cluster.NaturalOrder;

/** Hosts out of vnodes, and back. */
final class Hosts {
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, String> hostOf = new HashMap<>();
    private final Map<String, Attributes> vnodes = new HashMap<>();
    private final Warnings warnings;

    Hosts(List<Attributes> vnodes, Warnings warnings) {
        this.warnings = warnings;
        vnodes.forEach(this::add);
    }

    private void add(Attributes vnode) {
        if (!Names.isVnode(vnode.name())) {
            warnings.add("vnode \"" + vnode.name() + "\"", "has no name that can be used, and is left out");
            return;
        }
        if (hosts.size() >= HostList.MAX_NAMES) {
            warnings.add("vnode " + vnode.name(), "is one of more than " + HostList.MAX_NAMES + ", and left out");
            return;
        }
        if (!NodeWords.areKnown(vnode.get("state"))) {
            warnings.add(
                    "vnode " + vnode.name(), "is in a state \"" + vnode.get("state") + "\", and counts as unknown");
        }
        String name = hostName(vnode);
        hostOf.put(vnode.name(), name);
        vnodes.put(vnode.name(), vnode);
        Host host = hosts.computeIfAbsent(name, Host::new);
        host.vnodes.add(vnode);
        for (String job : vnode.get("jobs").split(",")) {
            // the library tells a CPU of each: 12.server/0
            String id = job.strip().split("/", 2)[0];
            if (Names.isJob(id)) {
                host.jobs.add(id);
            } else if (!id.isEmpty()) {
                warnings.add("vnode " + vnode.name(), "has a job \"" + id + "\", which cannot be one");
            }
        }
    }

    private String hostName(Attributes vnode) {
        String host = vnode.get("resources_available.host");
        if (Names.isHost(host) && !Names.mayBeGuessed(host)) {
            return host;
        }
        if (!host.isEmpty() && !Names.isHost(host)) {
            warnings.add("vnode " + vnode.name(), "is of host \"" + host + "\", which cannot be one");
        }
        return cut(vnode.name());
    }

    /** A vnode {@code n1[0]} is one of host n1's, as far as its name tells. */
    private static String cut(String vnode) {
        return vnode.replaceAll("[\\[\\]@].*", "");
    }

    Collection<Host> all() {
        return hosts.values();
    }

    /** The hosts of these vnodes, in natural order; one that PBS does not list is told of by its name. */
    List<String> of(Collection<String> names, String where) {
        Set<String> found = new TreeSet<>(NaturalOrder.NAMES);
        for (String vnode : names) {
            String host = hostOf.get(vnode);
            if (host == null) {
                warnings.add(where, "is on vnode " + vnode + ", which PBS does not list");
                host = cut(vnode);
            }
            found.add(host);
        }
        return List.copyOf(found);
    }

    /** The hosts on whose vnodes each job is, by its id. */
    Map<String, Set<String>> byJob() {
        Map<String, Set<String>> byJob = new LinkedHashMap<>();
        for (Host host : hosts.values()) {
            for (String job : host.jobs) {
                byJob.computeIfAbsent(job, id -> new LinkedHashSet<>()).add(host.name);
            }
        }
        return byJob;
    }

    /** What a vnode says of sharing, such as {@code default_shared}. */
    String sharing(String vnode) {
        Attributes attributes = vnodes.get(vnode);
        return attributes == null ? "" : attributes.get("sharing");
    }
}
