package org.peerboot.doctor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** Slurm's settings in force, as {@code scontrol show config} prints them. Asked once, when first wanted. */
final class SlurmConfig {
    static final String CURE =
            "start slurmctld, open its port to this machine, and see that slurm.conf here is the cluster's";

    private final Commands commands;
    private final Map<String, String> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private @Nullable RefusedException refused;

    SlurmConfig(Commands commands) {
        this.commands = commands;
    }

    /**
     * Its value; empty where it is not set or Slurm says {@code (null)}.
     *
     * @throws RefusedException where slurmctld does not answer
     */
    String get(String key) {
        if (refused != null) {
            throw refused;
        }
        if (settings.isEmpty()) {
            try {
                read();
            } catch (RefusedException e) {
                refused = e;
                throw e;
            }
        }
        String value = settings.getOrDefault(key, "");
        return value.equals("(null)") ? "" : value;
    }

    private void read() {
        commands.run("slurmctld", CURE, List.of("scontrol", "show", "config"))
                .lines()
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    if (equals > 0) {
                        settings.put(
                                line.substring(0, equals).strip(),
                                line.substring(equals + 1).strip());
                    }
                });
        if (settings.isEmpty()) {
            throw new RefusedException("slurmctld", "answers 'scontrol show config' with nothing", CURE);
        }
    }
}
