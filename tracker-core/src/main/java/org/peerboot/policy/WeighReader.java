package org.peerboot.policy;

import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Attribute;
import org.peerboot.config.Nearest;
import org.peerboot.config.Text;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Weighing;

/** Reads and checks what a rule says to weigh. */
final class WeighReader {
    private static final String TRANSFER = "transfer";

    private final Source source;

    WeighReader(Source source) {
        this.source = source;
    }

    /** @throws RefusedException with the place of what is wrong */
    Weighing read(RuleSpec rule, RuleSpec.WeighSpec spec) {
        Attribute attribute = attribute(spec.attribute());
        if (!(spec.factor() >= 0 && spec.factor() <= 1000)) {
            throw source.refused(
                    rule,
                    "weighs with the factor " + spec.factor(),
                    "give a factor from 0 (leave the source alone) to 1000");
        }
        Double above = spec.above();
        Text below = spec.below();
        if ((above == null) == (below == null)) {
            throw source.refused(
                    rule,
                    "weighs by " + attribute.key() + (above == null ? " without a threshold" : " above and below"),
                    "give one of above and below");
        }
        String name = rule.name().value();
        if (below != null) {
            return below(rule, spec, attribute, below);
        }
        if (above == null || !Double.isFinite(above)) {
            throw source.refused(rule, "weighs above " + above, "give above a number");
        }
        return new Weighing(name, attribute.key(), above, spec.factor(), until(rule, spec, attribute, above));
    }

    private Attribute attribute(Text named) {
        Attribute attribute = Attribute.of(named.value());
        if (attribute == null) {
            String nearest = Nearest.to(named.value(), Attribute.keys());
            throw new RefusedException(
                    source.place(named) + ", attribute \"" + named.value() + "\"",
                    "is not measured",
                    nearest != null
                            ? "did you mean \"" + nearest + "\"?"
                            : "use one of " + String.join(", ", Attribute.keys()));
        }
        return attribute;
    }

    private Weighing below(RuleSpec rule, RuleSpec.WeighSpec spec, Attribute attribute, Text below) {
        String what = source.place(below) + ", below \"" + below.value() + "\"";
        String name = rule.name().value();
        if (spec.until() != null) {
            throw source.refused(rule, "says until beside below", "remove until: each value counts");
        }
        if (below.value().equals(TRANSFER)) {
            if (!attribute.isForesight()) {
                throw new RefusedException(
                        what, "compares " + attribute.key() + ", which is no time, with one", "give below a number");
            }
            return Weighing.belowTransfer(name, attribute.key(), spec.factor());
        }
        try {
            double number = Double.parseDouble(below.value());
            if (Double.isFinite(number)) {
                return Weighing.below(name, attribute.key(), number, spec.factor());
            }
        } catch (NumberFormatException e) {
            // told below, as what is no finite number is
        }
        throw new RefusedException(
                what, "is neither a number nor " + TRANSFER, "write below: 60, or below: " + TRANSFER);
    }

    /** Of a load each value never counts at once: what comes and goes would send peers to and fro. */
    private @Nullable Double until(RuleSpec rule, RuleSpec.WeighSpec spec, Attribute attribute, double above) {
        Double until = spec.until();
        if (until == null) {
            return attribute.isLoad() ? above : null;
        }
        if (!attribute.isLoad()) {
            throw source.refused(
                    rule, "says until of " + attribute.key() + ", which is no load", "remove until: each value counts");
        }
        if (!(until <= above)) {
            throw source.refused(
                    rule, "weighs above " + above + " until " + until, "give until a number at or below " + above);
        }
        return until;
    }
}
