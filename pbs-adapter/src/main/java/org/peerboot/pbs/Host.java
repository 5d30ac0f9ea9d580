package org.peerboot.pbs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The vnodes of one host: a machine, which has one peer. */
final class Host {
    /** As users name it: resources_available.host. */
    final String name;

    final List<Attributes> vnodes = new ArrayList<>();
    /** Ids of the jobs on any vnode. */
    final Set<String> jobs = new LinkedHashSet<>();

    Host(String name) {
        this.name = name;
    }

    /**
     * Those that jobs run on. The natural vnode of a host that has others owns no CPU, and is free whatever runs; it counts
     * where it is the only one.
     */
    List<Attributes> working() {
        List<Attributes> working = vnodes.stream()
                .filter(vnode -> !vnode.get("resources_available.ncpus").equals("0"))
                .toList();
        return working.isEmpty() ? vnodes : working;
    }

    /** What the host calls itself. */
    String mom() {
        for (Attributes vnode : vnodes) {
            String mom = vnode.get("Mom").split(",", 2)[0].strip();
            if (Names.isHost(mom)) {
                return mom;
            }
        }
        return name;
    }

    /** All values of an attribute that holds words with commas, over the vnodes. */
    Set<String> words(String attribute) {
        Set<String> words = new LinkedHashSet<>();
        for (Attributes vnode : working()) {
            for (String word : vnode.get(attribute).split(",")) {
                if (!word.isBlank()) {
                    words.add(word.strip());
                }
            }
        }
        return words;
    }
}
