package org.peerboot.tracker;

import java.time.Duration;
import java.util.List;
import org.peerboot.config.Default;
import org.peerboot.image.RefusedException;
import org.peerboot.plan.Portions;

/**
 * How nodes are rebooted where the command does not say.
 *
 * @param waves how many of the nodes may have gone down once each wave is over
 * @param maxFailed so many may fail
 * @param patience how long a node may take to come back, from the moment it went down
 */
public record RebootConfig(
        @Default("[5%, 25%, 100%]") List<String> waves,
        @Default("10%") String maxFailed,
        @Default("10m") Duration patience) {
    public RebootConfig {
        waves = List.copyOf(waves);
        Portions.waves(waves, 1000);
        Portions.maxFailed(maxFailed, 1000);
        if (patience.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new RefusedException(
                    "key \"patience\"",
                    "is " + patience.toMillis() + " ms",
                    "give the nodes time to boot, such as 10m");
        }
    }
}
