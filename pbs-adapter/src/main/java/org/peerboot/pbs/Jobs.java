package org.peerboot.pbs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.NaturalOrder;

/**
 * Jobs out of what qstat says of them and vnodes of who is there. Both count: a job that a vnode has and qstat does not
 * tell, or tells as waiting since it began in between, runs on that vnode's host.
 */
final class Jobs {
    private final Hosts hosts;
    private final Map<String, Set<String>> present;
    private final Map<String, String> reservationOfQueue = new HashMap<>();
    private final Warnings warnings;

    Jobs(Hosts hosts, List<Attributes> reservations, Warnings warnings) {
        this.hosts = hosts;
        this.warnings = warnings;
        this.present = hosts.byJob();
        for (Attributes reservation : reservations) {
            reservationOfQueue.put(reservation.get("queue"), reservation.name());
        }
    }

    List<Job> all(List<Attributes> told) {
        List<Job> jobs = new ArrayList<>(told.size());
        Set<String> seen = new HashSet<>();
        for (Attributes job : told) {
            if (!Names.isJob(job.name())) {
                warnings.add("job \"" + job.name() + "\"", "has no id that can be one, and is left out");
            } else if (!seen.add(job.name())) {
                warnings.add("job " + job.name(), "is told twice, and the first counts");
            } else {
                Job one = job(job);
                if (one != null) {
                    jobs.add(one);
                }
            }
        }
        present.forEach((id, on) -> {
            if (!seen.contains(id)) {
                warnings.add("job " + id, "is on " + String.join(",", on) + ", and qstat does not tell of it");
                jobs.add(new Job(
                        id,
                        label(id),
                        "",
                        sorted(on),
                        JobState.RUNNING,
                        "",
                        "",
                        null,
                        true,
                        null,
                        null,
                        List.of(),
                        List.of()));
            }
        });
        return List.copyOf(jobs);
    }

    private @Nullable Job job(Attributes job) {
        String id = job.name();
        String where = "job " + id;
        Set<String> vnodes = ExecVnode.vnodes(job.get("exec_vnode"), where, warnings);
        Set<String> on = present.getOrDefault(id, Set.of());
        JobState state = JobWords.state(job.get("job_state"), job.get("substate"), !vnodes.isEmpty());
        if (!on.isEmpty() && (state == JobState.PENDING || state == JobState.ENDED)) {
            state = JobState.RUNNING;
        }
        String gate = Orders.planned(job.get(Orders.PLAN));
        String planned = gate.isEmpty() ? job.get("estimated.exec_vnode") : gate;
        if (state == JobState.ENDED || (state == JobState.PENDING && planned.isEmpty() && standsForNothing(job))) {
            return null;
        }
        if (job.get("job_state").isEmpty()) {
            warnings.add(where, "has no job_state, and counts as " + state);
        }
        boolean waits = state == JobState.PENDING;
        if (!waits && vnodes.isEmpty()) {
            warnings.add(where, "has no exec_vnode, and counts on those hosts whose vnodes have it");
        }
        Set<String> nodes = new TreeSet<>(waits ? Set.of() : hosts.of(vnodes, where));
        nodes.addAll(on);
        String begins = job.get(waits ? "estimated.start_time" : "stime");
        Long start = Times.millis(begins);
        if (start == null && !begins.isEmpty()) {
            warnings.add(where, "starts at \"" + begins + "\", which is no time");
        }
        Long length = Times.durationMillis(job.get("Resource_List.walltime"));
        String queue = word(job.get("queue"), where, "queue");
        return new Job(
                id,
                label(id),
                user(job, where),
                sorted(nodes),
                state,
                queue,
                "",
                reservationOfQueue.get(queue),
                exclusive(job.get("Resource_List.place"), vnodes),
                start,
                start == null || length == null ? null : (Long) (start + length),
                waits ? hosts.of(ExecVnode.vnodes(planned, where, warnings), where) : List.of(),
                Orders.images(job.get(Orders.STAGE), where, warnings));
    }

    /** As people write it: without the server. */
    private static String label(String id) {
        return id.split("\\.", 2)[0];
    }

    /** Subjobs that wait are told by their array, which is told no more once none of them waits. */
    private static boolean standsForNothing(Attributes job) {
        boolean array = job.name().contains("[]");
        boolean subjob = !array && job.name().contains("[");
        return subjob || (array && job.get("array_state_count").contains("Queued:0"));
    }

    private String user(Attributes job, String where) {
        String user = job.get("euser");
        return word(user.isEmpty() ? job.get("Job_Owner").split("@", 2)[0] : user, where, "user");
    }

    private String word(String text, String where, String what) {
        if (Names.mayBeGuessed(text)) {
            warnings.add(where, "has a " + what + " " + text + ", which PBS's commands may have changed (007 to 7)");
        }
        if (text.isEmpty() || Names.isWord(text)) {
            return text;
        }
        warnings.add(where, "has a " + what + " \"" + text + "\", which is no name and left out");
        return "";
    }

    /** By the job's place, or else by its vnodes' default; a vnode may insist. */
    private boolean exclusive(String place, Set<String> vnodes) {
        List<String> words = List.of(place.split(":"));
        boolean asked = words.contains("excl") || words.contains("exclhost");
        boolean shares = words.contains("shared");
        for (String vnode : vnodes) {
            String sharing = hosts.sharing(vnode);
            if (sharing.startsWith("force_excl") || (sharing.startsWith("default_excl") && !shares)) {
                return true;
            }
        }
        return asked;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted(NaturalOrder.NAMES).toList();
    }
}
