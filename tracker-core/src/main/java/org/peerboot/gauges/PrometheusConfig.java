package org.peerboot.gauges;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.peerboot.config.Default;
import org.peerboot.image.RefusedException;

/**
 * A Prometheus that is asked how busy switches' uplinks are, each way by one query for all switches. Both give bytes a
 * second, Peerboot's own too.
 *
 * @param url of the server, with the prefix of its paths if it has one
 * @param up towards the switch above
 * @param down from there
 * @param window over which the queries take the mean
 * @param label whose value says the switch
 * @param switches that value by the switch's name in the workload manager, where they differ
 * @param every between two questions
 * @param timeout of a question
 */
public record PrometheusConfig(
        URI url,
        String up,
        String down,
        Duration window,
        String label,
        @Default("{}") Map<String, String> switches,
        @Default("10s") Duration every,
        @Default("5s") Duration timeout) {
    public PrometheusConfig {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new RefusedException("key \"prometheus.url\"", "is \"" + url + "\"", "write it as http://HOST:9090");
        }
        switches = Map.copyOf(switches);
        SnmpConfig.within("prometheus.every", every, Duration.ofSeconds(1), Duration.ofSeconds(30));
        SnmpConfig.within("prometheus.timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(30));
        SnmpConfig.within("prometheus.window", window, Duration.ofSeconds(1), Duration.ofMinutes(2));
    }
}
