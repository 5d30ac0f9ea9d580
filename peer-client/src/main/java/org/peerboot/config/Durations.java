package org.peerboot.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peerboot.image.RefusedException;

/** Durations as {@code 250ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 7d}. {@link StrictYaml} reads them so. */
public final class Durations {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(us|ms|s|m|h|d)");

    private Durations() {}

    /** @throws RefusedException unless {@code text} is a whole number and a unit */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new RefusedException(
                    "duration \"" + text + "\"",
                    "is not a whole number with one of the units us, ms, s, m, h, d",
                    "write a duration such as 10s, 5m or 250ms");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> Duration.ofNanos(number * 1000);
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
