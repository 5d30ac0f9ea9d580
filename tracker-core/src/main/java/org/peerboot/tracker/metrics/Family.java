package org.peerboot.tracker.metrics;

import java.util.List;

/**
 * A metric and its values, as Prometheus' exposition format has it.
 *
 * @param name with its unit, as {@code peerboot_snapshot_age_seconds}; a counter's ends with {@code _total}
 * @param help one line for people
 */
public record Family(String name, Type type, String help, List<Sample> samples) {

    /** How the values change. */
    public enum Type {
        /** Only grows, until the tracker starts anew. */
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /**
     * One value.
     *
     * @param suffix behind the family's name; empty but for a histogram's
     * @param label name of its only label; empty where it has none
     * @param value of that label
     */
    public record Sample(String suffix, String label, String value, double number) {}

    public Family {
        samples = List.copyOf(samples);
    }

    /** A value without labels. */
    public static Family counter(String name, String help, Number number) {
        return new Family(name, Type.COUNTER, help, List.of(of(number)));
    }

    /** A value without labels. */
    public static Family gauge(String name, String help, Number number) {
        return new Family(name, Type.GAUGE, help, List.of(of(number)));
    }

    private static Sample of(Number number) {
        return new Sample("", "", "", number.doubleValue());
    }
}
