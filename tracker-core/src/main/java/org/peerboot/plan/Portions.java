package org.peerboot.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peerboot.image.RefusedException;

/** Parts of some nodes: {@code 25%}, or a number of them. */
public final class Portions {
    private static final Pattern PORTION = Pattern.compile("([0-9]{1,9})(%?)");

    private Portions() {}

    /**
     * How many of {@code nodes} may have gone down once each wave is over: rounded up, each more than the one before.
     *
     * @throws RefusedException unless they grow to all of the nodes
     */
    public static List<Integer> waves(List<String> texts, int nodes) {
        List<Integer> waves = new ArrayList<>();
        long last = 0;
        for (String text : texts) {
            Matcher portion = parse("wave", text);
            long number = Long.parseLong(portion.group(1));
            boolean percent = !portion.group(2).isEmpty();
            long upTo = Math.min(nodes, percent ? (number * nodes + 99) / 100 : number);
            if (number == 0 || (percent && number > 100)) {
                throw refuse("wave", text, "is not within 1% and 100%, nor a number of nodes");
            }
            if (upTo > last) {
                waves.add((int) upTo);
                last = upTo;
            }
        }
        if (last < nodes) {
            throw new RefusedException(
                    "waves " + String.join(",", texts),
                    "end with " + last + " of " + nodes + " nodes",
                    "let the last be 100%, or name fewer nodes");
        }
        return List.copyOf(waves);
    }

    /** How many of {@code nodes} may fail: rounded down, but one at least unless it is 0. */
    public static int maxFailed(String text, int nodes) {
        Matcher portion = parse("max-failed", text);
        long number = Long.parseLong(portion.group(1));
        if (portion.group(2).isEmpty()) {
            return (int) Math.min(nodes, number);
        }
        if (number > 100) {
            throw refuse("max-failed", text, "is more than 100%");
        }
        return number == 0 ? 0 : (int) Math.max(1, number * nodes / 100);
    }

    private static Matcher parse(String what, String text) {
        Matcher matcher = PORTION.matcher(text);
        if (!matcher.matches()) {
            throw refuse(what, text, "is no number of nodes and no percentage");
        }
        return matcher;
    }

    private static RefusedException refuse(String what, String text, String why) {
        return new RefusedException(what + " \"" + text + "\"", why, "write it as 4 or as 25%");
    }
}
