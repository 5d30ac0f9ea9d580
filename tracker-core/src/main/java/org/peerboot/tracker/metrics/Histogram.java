package org.peerboot.tracker.metrics;

import java.util.ArrayList;
import java.util.List;

/** Counts values by size. For one thread. */
public final class Histogram {
    private final double[] bounds;
    private final long[] counts;
    private double sum;

    /** @param bounds each bucket's largest value, ascending; larger ones are counted too */
    public Histogram(double... bounds) {
        this.bounds = bounds.clone();
        this.counts = new long[bounds.length + 1];
    }

    public void observe(double value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sum += value;
    }

    /** Its buckets so far, each with those below it. */
    public Family family(String name, String help) {
        List<Family.Sample> samples = new ArrayList<>();
        long below = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            below += counts[bucket];
            String bound = bucket < bounds.length ? Exposition.number(bounds[bucket]) : "+Inf";
            samples.add(new Family.Sample("_bucket", "le", bound, (double) below));
        }
        samples.add(new Family.Sample("_sum", "", "", sum));
        samples.add(new Family.Sample("_count", "", "", (double) below));
        return new Family(name, Family.Type.HISTOGRAM, help, samples);
    }
}
