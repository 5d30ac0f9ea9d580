package org.peerboot.gauges;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.peerboot.config.Default;
import org.peerboot.image.RefusedException;

/**
 * Switches that are asked by SNMP how busy their uplinks are.
 *
 * @param credentialsFile of {@link SnmpCredentials}
 * @param every between two questions to a switch
 * @param timeout of a question, which is asked twice
 * @param uplinks by the switch's name in the workload manager
 */
public record SnmpConfig(
        Path credentialsFile,
        @Default("5s") Duration every,
        @Default("1s") Duration timeout,
        Map<String, SnmpUplink> uplinks) {
    static final int MOST_SWITCHES = 4096;

    public SnmpConfig {
        uplinks = Map.copyOf(uplinks);
        within("snmp.every", every, Duration.ofSeconds(1), Duration.ofSeconds(30));
        within("snmp.timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(10));
        if (uplinks.size() > MOST_SWITCHES) {
            throw new RefusedException(
                    "key \"snmp.uplinks\"",
                    "names " + uplinks.size() + " switches",
                    "name " + MOST_SWITCHES + " at most");
        }
    }

    static void within(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new RefusedException(
                    "key \"" + key + "\"",
                    "is " + value.toMillis() + " ms",
                    "choose " + least.toMillis() + " to " + most.toMillis() + " ms");
        }
    }
}
