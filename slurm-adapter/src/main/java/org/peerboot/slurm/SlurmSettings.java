package org.peerboot.slurm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.reader.ReaderMode;
import org.peerboot.cluster.reader.Service;
import org.peerboot.cluster.reader.Settings;

/**
 * What the tracker's configuration says of Slurm.
 *
 * @param poll how often Slurm is asked, at most
 * @param timeout how long an answer may take
 * @param conf SLURM_CONF: as set, or as in the tracker's environment; absent for Slurm's own place
 * @param library the accessor library; absent for its own place
 * @param path directories between colons, where Slurm's commands stand
 * @param port where every node's peer serves
 */
record SlurmSettings(
        Duration poll,
        Duration timeout,
        @Nullable Path conf,
        ReaderMode reader,
        @Nullable Path library,
        String path,
        int port) {
    static final Service SLURM = new Service("slurm", "Slurm", "look whether slurmctld is up with 'scontrol ping'");

    private static final List<String> KEYS = List.of("poll", "timeout", "conf", "reader", "library", "path", "port");
    private static final String SYSTEM_PATH = "/usr/bin:/bin:/usr/local/bin:/opt/slurm/bin:/usr/sbin:/sbin";

    static String defaultPath() {
        return Settings.inheritedPath(SYSTEM_PATH);
    }

    static SlurmSettings of(Map<String, String> given, String place) {
        Settings settings = new Settings(given, place, SLURM, KEYS);
        return new SlurmSettings(
                settings.duration("poll", "10s", 1, 60),
                settings.duration("timeout", "30s", 1, 300),
                settings.fileOrInherited("conf", "SLURM_CONF"),
                settings.reader(),
                settings.file("library"),
                settings.path(SYSTEM_PATH),
                settings.port());
    }

    /** What users may have set for themselves, such as SQUEUE_FORMAT, changes what the commands print. */
    static Map<String, String> environment(String path, @Nullable Path conf) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C");
        // seconds since the epoch, which no time zone and no daylight saving makes ambiguous
        environment.put("SLURM_TIME_FORMAT", "%s");
        environment.put("SLURM_BITSTR_LEN", "64");
        if (conf != null) {
            environment.put("SLURM_CONF", conf.toString());
        }
        return environment;
    }

    /** The options of {@link ReaderCommand} that say the same. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--reader", reader.name());
        options.put("--path", path);
        options.put("--timeout", timeout.toMillis() + "ms");
        options.put("--conf", conf == null ? "" : conf.toString());
        options.put("--library", library == null ? "" : library.toString());
        return options;
    }
}
