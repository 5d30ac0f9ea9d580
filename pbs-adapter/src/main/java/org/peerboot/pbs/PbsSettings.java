package org.peerboot.pbs;

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
 * What the tracker's configuration says of PBS.
 *
 * @param poll how often PBS is asked, at most
 * @param timeout how long an answer may take
 * @param conf PBS_CONF_FILE: as set, or as in the tracker's environment; absent for PBS's own place
 * @param library libpbs; absent for its own place
 * @param path directories between colons, where PBS's commands stand
 * @param topology resources whose values name switches, with commas; empty for the server's node_group_key
 * @param port where every node's peer serves
 */
record PbsSettings(
        Duration poll,
        Duration timeout,
        @Nullable Path conf,
        ReaderMode reader,
        @Nullable Path library,
        String path,
        String topology,
        int port) {
    static final Service PBS = new Service("pbs", "PBS", "look whether pbs_server is up with 'qstat -B'");

    private static final List<String> KEYS =
            List.of("poll", "timeout", "conf", "reader", "library", "path", "topology", "port");
    private static final String SYSTEM_PATH = "/opt/pbs/bin:/usr/bin:/bin:/usr/local/bin";

    static String defaultPath() {
        return Settings.inheritedPath(SYSTEM_PATH);
    }

    static PbsSettings of(Map<String, String> given, String place) {
        Settings settings = new Settings(given, place, PBS, KEYS);
        String topology = settings.text("topology");
        if (topology != null && !topology.matches("[A-Za-z][A-Za-z0-9_]*(,[A-Za-z][A-Za-z0-9_]*)*")) {
            throw settings.wrong("topology", "is no list of resources", "write such as switch, or rack,switch");
        }
        return new PbsSettings(
                settings.duration("poll", "10s", 1, 60),
                settings.duration("timeout", "30s", 1, 300),
                settings.fileOrInherited("conf", "PBS_CONF_FILE"),
                settings.reader(),
                settings.file("library"),
                settings.path(SYSTEM_PATH),
                topology == null ? "" : topology,
                settings.port());
    }

    static Map<String, String> environment(String path, @Nullable Path conf) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C");
        // qstat writes times in words, without their zone
        environment.put("TZ", "UTC");
        if (conf != null) {
            environment.put("PBS_CONF_FILE", conf.toString());
        }
        return environment;
    }

    /** The options of {@link PbsReaderCommand} that say the same. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--reader", reader.name());
        options.put("--path", path);
        options.put("--timeout", timeout.toMillis() + "ms");
        options.put("--conf", conf == null ? "" : conf.toString());
        options.put("--library", library == null ? "" : library.toString());
        options.put("--topology", topology);
        options.put("--port", Integer.toString(port));
        return options;
    }
}
