package org.peerboot.doctor;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** How long this machine took from power to its services, by {@code systemd-analyze time}. */
final class BootTime {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Startup finished in .* = ([^=\\n]+)$");
    private static final Pattern PART = Pattern.compile("([0-9.]{1,12})(h|min|s|ms)\\b");

    private BootTime() {}

    /** Seconds, rounded up; absent where systemd does not know or is not there. */
    static @Nullable Integer seconds(Commands commands) {
        try {
            return parse(commands.run("systemd", "", List.of("systemd-analyze", "time")));
        } catch (RefusedException e) {
            return null;
        }
    }

    static @Nullable Integer parse(String text) {
        Matcher total = TOTAL.matcher(text);
        if (!total.find()) {
            return null;
        }
        double seconds = 0;
        Matcher part = PART.matcher(total.group(1));
        while (part.find()) {
            double unit = switch (part.group(2)) {
                case "h" -> 3600;
                case "min" -> 60;
                case "s" -> 1;
                default -> 0.001;
            };
            seconds += Double.parseDouble(part.group(1)) * unit;
        }
        return (int) Math.ceil(seconds);
    }
}
