package org.peerboot.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * What a check found.
 *
 * @param check its name
 * @param found what is so, and where
 * @param cure what to do about it; absent where all is well
 */
public record Finding(
        String check, Level level, String found, @Nullable String cure) {

    /** How bad it is. */
    public enum Level {
        GOOD,
        /** Works, and not as well as it might. */
        WARNING,
        /** Does not work. */
        FAULT;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Finding good(Check check, String found) {
        return new Finding(check.name(), Level.GOOD, found, null);
    }

    public static Finding warning(Check check, String found, String cure) {
        return new Finding(check.name(), Level.WARNING, found, cure);
    }

    static Finding fault(String check, RefusedException why) {
        return new Finding(check, Level.FAULT, why.what() + ": " + why.why(), why.remedy());
    }

    /** Runs {@code check}; what it throws is a fault too. */
    static Finding of(Check check) {
        try {
            return check.look();
        } catch (RefusedException e) {
            return fault(check.name(), e);
        } catch (RuntimeException e) {
            return new Finding(
                    check.name(),
                    Level.FAULT,
                    "the check itself failed: " + e,
                    "report it, with 'doctor --bundle FILE'");
        }
    }
}
