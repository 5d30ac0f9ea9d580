package org.peerboot.tracker;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Default;
import org.peerboot.config.Rate;
import org.peerboot.gauges.PrometheusConfig;
import org.peerboot.gauges.SnmpConfig;
import org.peerboot.image.RefusedException;

/**
 * {@code tracker.yaml}.
 *
 * @param address where the HTTP API listens
 * @param port of the HTTP API; 0 takes a free one
 * @param stateDirectory of the catalogue and the master key, on a local disk
 * @param workloadManager its {@code kind}, and that kind's own settings
 * @param policy the administrator's rules; the shipped ones where absent
 * @param reboot how nodes are rebooted where the command does not say
 * @param boot how nodes without a system of their own begin
 * @param trustedKeys a file or directory of the public keys that may sign images
 * @param uplinks the rate of switches' links to the switch above, together; instead of what the workload manager says
 * @param snmp switches that are asked by SNMP how busy their uplinks are; none where absent
 * @param prometheus the same of all switches by a Prometheus; none where absent
 * @param timeZone in which history's hours of the week are meant, such as {@code Europe/Zurich}; this host's where absent
 * @param anyoneMayRead whether status, images, explanations and policy are shown without a credential
 */
public record TrackerConfig(
        @Default("0.0.0.0") String address,
        @Default("7070") int port,
        @Default("/var/lib/peerboot/tracker") Path stateDirectory,
        @Default("{}") OriginConfig origin,

        @Default("{kind: file, file: /etc/peerboot/cluster.yaml}")
        Map<String, String> workloadManager,

        @Nullable Path policy,
        @Default("{}") RebootConfig reboot,
        @Default("{}") BootConfig boot,
        @Default("{}") AuthConfig auth,
        @Default("/etc/peerboot/trusted-keys") Path trustedKeys,
        @Default("false") boolean anyoneMayRead,
        @Default("{}") Map<String, Rate> uplinks,
        @Nullable SnmpConfig snmp,
        @Nullable PrometheusConfig prometheus,
        @Nullable String timeZone) {
    public TrackerConfig {
        checkPort("port", port);
        workloadManager = Map.copyOf(workloadManager);
        uplinks = Map.copyOf(uplinks);
        one(snmp, prometheus);
        zone(timeZone);
        if (!workloadManager.containsKey("kind")) {
            throw new RefusedException(
                    "key \"workloadManager\"", "has no kind", "write kind: file, and file: with the cluster's file");
        }
    }

    private static void one(@Nullable SnmpConfig snmp, @Nullable PrometheusConfig prometheus) {
        if (snmp != null && prometheus != null) {
            throw new RefusedException(
                    "keys \"snmp\" and \"prometheus\"", "both tell of switches", "leave one of them out");
        }
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new RefusedException(
                    "key \"timeZone\", \"" + name + "\"",
                    "is no time zone",
                    "write one such as Europe/Zurich, UTC or +01:00",
                    e);
        }
    }

    /** Where the cluster's users live. */
    ZoneId zone() {
        return zone(timeZone);
    }

    static void checkPort(String key, int port) {
        if (port < 0 || port > 65535) {
            throw new RefusedException("key \"" + key + "\"", "is " + port, "choose a port from 1 to 65535");
        }
    }

    /** The same, listening elsewhere. */
    public TrackerConfig listening(String otherAddress, int otherPort) {
        return new TrackerConfig(
                otherAddress,
                otherPort,
                stateDirectory,
                origin,
                workloadManager,
                policy,
                reboot,
                boot,
                auth,
                trustedKeys,
                anyoneMayRead,
                uplinks,
                snmp,
                prometheus,
                timeZone);
    }
}
