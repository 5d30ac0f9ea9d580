package org.peerboot.tracker.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes families whose values differ in one label. */
public final class Labelled {
    private Labelled() {}

    /** @param numbers by the label's value, written in the order of these */
    public static Family counter(String name, String help, String label, Map<String, ? extends Number> numbers) {
        return new Family(name, Family.Type.COUNTER, help, samples(label, numbers));
    }

    /** @param numbers by the label's value, written in the order of these */
    public static Family gauge(String name, String help, String label, Map<String, ? extends Number> numbers) {
        return new Family(name, Family.Type.GAUGE, help, samples(label, numbers));
    }

    private static List<Family.Sample> samples(String label, Map<String, ? extends Number> numbers) {
        List<Family.Sample> samples = new ArrayList<>();
        new TreeMap<String, Number>(numbers)
                .forEach((value, number) -> samples.add(new Family.Sample("", label, value, number.doubleValue())));
        return samples;
    }
}
