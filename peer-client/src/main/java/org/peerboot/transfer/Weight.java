package org.peerboot.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Weighing;

/**
 * How much a destination likes a source, and why.
 *
 * @param value 1 where nothing speaks against it, 0 where it shall be left alone
 * @param rules the policy rules that spoke
 * @param cause the attribute values that they saw, such as {@code job.running = 1}
 */
record Weight(double value, String rules, String cause) {
    static final Weight FULL = new Weight(1, "", "");

    /** @param secondsNeeded by the transfer until it is whole; infinite where nobody can tell */
    static Weight of(Candidate candidate, List<Weighing> weighings, double secondsNeeded) {
        double value = 1;
        List<String> rules = new ArrayList<>();
        List<String> causes = new ArrayList<>();
        for (Weighing weighing : weighings) {
            AttributeValue attribute = candidate.attributes().get(weighing.attribute());
            if (attribute != null && weighing.matches(candidate.attributes(), secondsNeeded)) {
                value *= weighing.factor();
                rules.add(weighing.rule());
                causes.add(weighing.attribute() + " = " + plain(attribute.value()));
            }
        }
        return new Weight(value, String.join(",", rules), String.join(", ", causes));
    }

    /** Whether so much was lost from {@code before} to this that segments in flight should move. */
    boolean fellFrom(Weight before) {
        return value < before.value / 2;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3g", value);
    }
}
