package org.peerboot.slurm;

import java.util.List;
import java.util.Map;
import org.peerboot.cluster.reader.ReaderSettings;
import org.peerboot.cluster.reader.Service;
import org.peerboot.cluster.reader.Settings;

/** What the tracker's configuration says of Slurm. */
final class SlurmSettings {
    static final Service SLURM = new Service(
            "slurm",
            "Slurm",
            "look whether slurmctld is up with 'scontrol ping'",
            "SLURM_CONF",
            "/usr/bin:/bin:/usr/local/bin:/opt/slurm/bin:/usr/sbin:/sbin",
            // seconds since the epoch, which no time zone and no daylight saving makes ambiguous
            Map.of("SLURM_TIME_FORMAT", "%s", "SLURM_BITSTR_LEN", "64"));

    private SlurmSettings() {}

    static ReaderSettings of(Map<String, String> given, String place) {
        return new Settings(given, place, SLURM, List.of()).common();
    }
}
