package org.peerboot.slurm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peerboot.cluster.reader.Commands;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names of user ids, many in one {@code getent}: a name service that is away then costs one wait, not one a user. */
final class UserNames {
    private static final Logger LOG = LoggerFactory.getLogger(UserNames.class);
    /** Ids of ten digits: a command line of 6 kB. */
    private static final int AT_ONCE = 500;
    /** A name that is not there is asked for again after so many looks: ten minutes. */
    private static final int AGAIN = 60;

    private static final int MAX_KNOWN = 200_000;

    private final Commands commands;
    private final Map<Long, String> known = new HashMap<>();
    private final Map<Long, Integer> missing = new HashMap<>();
    private int looks;

    UserNames(Commands commands) {
        this.commands = commands;
    }

    /** A name for each id; {@code uid:N} where there is none. */
    Map<Long, String> of(Collection<SlurmJob> jobs) {
        looks++;
        Set<Long> wanted = new LinkedHashSet<>();
        jobs.forEach(job -> wanted.add(job.userId()));
        if (known.size() + missing.size() > MAX_KNOWN) {
            known.clear();
            missing.clear();
        }
        List<Long> ask = new ArrayList<>();
        for (Long id : wanted) {
            if (!known.containsKey(id) && looks >= missing.getOrDefault(id, 0) && ask.size() < AT_ONCE) {
                ask.add(id);
            }
        }
        if (!ask.isEmpty()) {
            ask(ask);
        }
        Map<Long, String> names = new HashMap<>();
        wanted.forEach(id -> names.put(id, known.getOrDefault(id, "uid:" + id)));
        return names;
    }

    private void ask(List<Long> ids) {
        List<String> arguments = new ArrayList<>(List.of("passwd"));
        ids.forEach(id -> arguments.add(id.toString()));
        try {
            commands.getent(arguments, this::learn);
        } catch (RefusedException e) {
            LOG.warn("names of {} users not found: {}", ids.size(), e.getMessage());
        }
        ids.stream().filter(id -> !known.containsKey(id)).forEach(id -> missing.put(id, looks + AGAIN));
    }

    private void learn(String line) {
        String[] field = line.split(":");
        if (field.length > 2 && !field[0].isEmpty() && field[2].matches("[0-9]{1,10}")) {
            known.put(Long.parseLong(field[2]), field[0]);
        }
    }
}
