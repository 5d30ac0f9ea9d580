package org.peerboot.pbs;

import java.util.List;
import java.util.Map;
import org.peerboot.cluster.reader.ReaderSettings;
import org.peerboot.cluster.reader.Service;
import org.peerboot.cluster.reader.Settings;

/**
 * What the tracker's configuration says of PBS.
 *
 * @param topology resources whose values name switches, with commas; empty for the server's node_group_key
 */
record PbsSettings(ReaderSettings common, String topology) {
    static final Service PBS = new Service(
            "pbs",
            "PBS",
            "look whether pbs_server is up with 'qstat -B'",
            "PBS_CONF_FILE",
            "/opt/pbs/bin:/usr/bin:/bin:/usr/local/bin",
            // qstat writes times in words, without their zone
            Map.of("TZ", "UTC"));

    static PbsSettings of(Map<String, String> given, String place) {
        Settings settings = new Settings(given, place, PBS, List.of("topology"));
        String topology = settings.text("topology");
        if (topology != null && !topology.matches("[A-Za-z][A-Za-z0-9_]*(,[A-Za-z][A-Za-z0-9_]*)*")) {
            throw settings.wrong("topology", "is no list of resources", "write such as switch, or rack,switch");
        }
        return new PbsSettings(settings.common(), topology == null ? "" : topology);
    }

    /** The options of {@link PbsReaderCommand} that others do not have. */
    Map<String, String> options() {
        return Map.of("--topology", topology, "--port", Integer.toString(common.port()));
    }
}
