package org.peerboot.pbs;

import java.util.Set;

/** What PBS is asked for, and the attributes of each that are read: the rest, a job's whole environment too, is not kept. */
enum Kind {
    VNODE("nodes", Set.of("Mom", "state", "jobs", "sharing", "queue", "resources_available")),
    JOB(
            "Jobs",
            Set.of(
                    "job_state",
                    "substate",
                    "queue",
                    "euser",
                    "Job_Owner",
                    "exec_vnode",
                    "stime",
                    "array_state_count",
                    "Resource_List",
                    "estimated")),
    SERVER("Server", Set.of("pbs_version", "node_group_key")),
    RESERVATION("", Set.of("queue", "resv_nodes", "reserve_start", "reserve_end"));

    /** The key of its JSON. */
    final String section;
    /** Names, without the resource; made by Set.of. */
    @SuppressWarnings("ImmutableEnumChecker")
    final Set<String> attributes;

    Kind(String section, Set<String> attributes) {
        this.section = section;
        this.attributes = attributes;
    }

    /** @param attribute such as {@code state}, or {@code resources_available.switch} */
    boolean wants(String attribute) {
        int dot = attribute.indexOf('.');
        return attributes.contains(dot < 0 ? attribute : attribute.substring(0, dot));
    }
}
