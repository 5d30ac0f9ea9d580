package org.peerboot.pbs;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times and durations as PBS writes them. */
final class Times {
    private static final DateTimeFormatter CTIME = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);
    /** The year 2500: what is later was never meant. */
    private static final long LATEST = 16_725_225_600L;

    private Times() {}

    /**
     * Milliseconds since the epoch; absent where there is no time, or none that can be.
     *
     * @param text seconds since the epoch, or as ctime(3) writes in UTC
     */
    static @Nullable Long millis(String text) {
        Long seconds = seconds(text);
        return seconds == null || seconds <= 0 || seconds > LATEST ? null : seconds * 1000;
    }

    private static @Nullable Long seconds(String text) {
        if (text.matches("[0-9]{1,18}")) {
            return Long.parseLong(text);
        }
        try {
            // ctime pads days with blanks
            return LocalDateTime.parse(text.strip().replaceAll(" +", " "), CTIME)
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Of {@code 01:00:00}, or of seconds; absent where it is neither. */
    static @Nullable Long durationMillis(String text) {
        if (!text.matches("[0-9]{1,9}(:[0-9]{1,2}){0,2}")) {
            return null;
        }
        long seconds = 0;
        for (String part : text.split(":")) {
            seconds = seconds * 60 + Long.parseLong(part);
        }
        return seconds * 1000;
    }
}
