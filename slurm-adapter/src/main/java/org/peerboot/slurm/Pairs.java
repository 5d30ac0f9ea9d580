package org.peerboot.slurm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.peerboot.image.RefusedException;

/**
 * One line of {@code scontrol -o}: {@code Key=value} pairs whose values may hold blanks and even {@code Other=words},
 * which nothing escapes.
 *
 * <p>What keeps that apart is the order: Slurm prints its keys in one. Each wanted key is searched for after the one
 * before it. A text that people write, such as a node's Comment or Reason, comes after all that are read here.
 */
final class Pairs {
    private final Map<String, String> values = new HashMap<>();

    /**
     * @param keys in the order in which Slurm prints them; the first begins the line. One that is missing has no value
     * @param ends of values that may hold blanks: the key that follows such a value
     */
    static Pairs of(String line, List<String> keys, Map<String, String> ends) {
        Pairs pairs = new Pairs();
        int from = 0;
        for (String key : keys) {
            int at = find(line, key, from);
            if (at < 0) {
                continue;
            }
            int begin = at + key.length() + 1;
            String end = ends.get(key);
            int stop = end == null ? line.indexOf(' ', begin) : line.indexOf(" " + end + "=", begin);
            stop = stop < 0 ? line.length() : stop;
            pairs.values.put(key, line.substring(begin, stop).strip());
            from = stop;
        }
        return pairs;
    }

    private static int find(String line, String key, int from) {
        if (from == 0 && line.startsWith(key + "=")) {
            return 0;
        }
        int at = line.indexOf(" " + key + "=", from);
        return at < 0 ? -1 : at + 1;
    }

    /** Empty where Slurm prints nothing, or that it has nothing. */
    String text(String key) {
        return plain(values.getOrDefault(key, ""));
    }

    /** Slurm has many words for nothing. */
    static String plain(String value) {
        return switch (value) {
            case "(null)", "N/A", "n/a", "None", "NONE", "Unknown", "UNLIMITED", "INVALID" -> "";
            default -> value;
        };
    }

    /** The value, which must be there. */
    String needed(String key, String line) {
        String value = text(key);
        if (value.isEmpty()) {
            throw new RefusedException(
                    "Slurm's line \"" + line.substring(0, Math.min(120, line.length())) + "\"",
                    "has no " + key,
                    "report it with the release of Slurm");
        }
        return value;
    }

    /** Seconds since the epoch; 0 for none. */
    static long seconds(String value) {
        String plain = plain(value);
        try {
            return plain.isEmpty() ? 0 : Long.parseLong(plain);
        } catch (NumberFormatException e) {
            throw new RefusedException(
                    "Slurm's time \"" + value + "\"",
                    "is no number of seconds",
                    "see whether this Slurm knows SLURM_TIME_FORMAT",
                    e);
        }
    }
}
