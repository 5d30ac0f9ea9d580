package org.peerboot.tracker.metrics;

import java.util.List;
import java.util.Locale;

/**
 * Prometheus' text format 0.0.4
 * (<a href="https://prometheus.io/docs/instrumenting/exposition_formats/">its description</a>).
 */
public final class Exposition {
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private Exposition() {}

    public static String of(List<Family> families) {
        StringBuilder text = new StringBuilder();
        families.forEach(family -> write(text, family));
        return text.toString();
    }

    private static void write(StringBuilder text, Family family) {
        text.append("# HELP ").append(family.name()).append(' ');
        text.append(escaped(family.help())).append('\n');
        text.append("# TYPE ").append(family.name()).append(' ');
        text.append(family.type().name().toLowerCase(Locale.ROOT)).append('\n');
        for (Family.Sample sample : family.samples()) {
            text.append(family.name()).append(sample.suffix());
            if (!sample.label().isEmpty()) {
                String value = escaped(sample.value()).replace("\"", "\\\"");
                text.append('{')
                        .append(sample.label())
                        .append("=\"")
                        .append(value)
                        .append("\"}");
            }
            text.append(' ').append(number(sample.number())).append('\n');
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    /** Whole numbers up to 2^53 without point and exponent, others as Java writes them. */
    static String number(double number) {
        long whole = (long) number;
        return whole == number && Math.abs(whole) <= 1L << 53 ? Long.toString(whole) : Double.toString(number);
    }
}
