package org.peerboot.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.peerboot.image.RefusedException;

/**
 * A rate, written {@code 20MB/s}, {@code 100MiB/s}, {@code 1Gbit/s}, {@code 0} or {@code unlimited}.
 *
 * @param bytesPerSecond {@link #NO_LIMIT} where there is none
 */
public record Rate(long bytesPerSecond) {
    /** The same number as in the wire's limits. */
    public static final long NO_LIMIT = -1;

    public static final Rate UNLIMITED = new Rate(NO_LIMIT);
    private static final String REMEDY = "write a rate such as 20MB/s, 1Gbit/s, 0 or unlimited";

    /** @throws RefusedException unless {@code text} is a rate */
    @JsonCreator
    public static Rate parse(String text) {
        if (text.equals("unlimited")) {
            return UNLIMITED;
        }
        if (text.equals("0")) {
            return new Rate(0);
        }
        if (!text.endsWith("/s")) {
            throw new RefusedException("rate \"" + text + "\"", "does not end in /s", REMEDY);
        }
        return new Rate(Units.bytes("rate", text, text.substring(0, text.length() - 2), REMEDY));
    }

    /** 0 where it is unlimited. */
    public long bitsPerSecond() {
        return isUnlimited() ? 0 : bytesPerSecond * 8;
    }

    public boolean isUnlimited() {
        return bytesPerSecond == NO_LIMIT;
    }

    @JsonValue
    @Override
    public String toString() {
        return isUnlimited() ? "unlimited" : bytesPerSecond == 0 ? "0" : Units.binary(bytesPerSecond) + "/s";
    }
}
