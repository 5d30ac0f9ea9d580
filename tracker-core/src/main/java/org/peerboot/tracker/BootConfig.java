package org.peerboot.tracker;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Default;
import org.peerboot.image.RefusedException;

/**
 * How nodes without a system of their own begin.
 *
 * @param stageOne the public image whose kernel and initramfs the firmware loads; no boot endpoint where absent
 * @param stageOneFrom who gives it
 * @param trustedSeeds nodes where users run nothing
 * @param seedWait so long a node waits at most until one of these has stage one, before it is sent to the origin
 * @param timeout so long iPXE waits for the next byte before it turns to another source
 * @param keyLife so long a node that was given a key may take until its peer is up
 */
public record BootConfig(
        @Nullable String stageOne,
        @Default("trusted") From stageOneFrom,
        @Default("[]") List<String> trustedSeeds,
        @Default("2m") Duration seedWait,
        @Default("5s") Duration timeout,
        @Default("15m") Duration keyLife) {
    /** Whom the firmware, which checks nothing, is sent to. */
    public enum From {
        /** The origin alone. */
        ORIGIN,
        /** Trusted seeds, then the origin. */
        TRUSTED,
        /** Any node that holds it, then the origin. */
        ANY
    }

    public BootConfig {
        trustedSeeds = List.copyOf(trustedSeeds);
        require("boot.seedWait", seedWait, Duration.ZERO, Duration.ofHours(1));
        require("boot.timeout", timeout, Duration.ofSeconds(1), Duration.ofMinutes(5));
        require("boot.keyLife", keyLife, Duration.ofMinutes(1), Duration.ofHours(24));
    }

    private static void require(String key, Duration value, Duration low, Duration high) {
        if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
            throw new RefusedException(
                    "key \"" + key + "\"",
                    "is " + value.toMillis() + " ms",
                    "choose " + low.toSeconds() + "s to " + high.toSeconds() + "s");
        }
    }
}
