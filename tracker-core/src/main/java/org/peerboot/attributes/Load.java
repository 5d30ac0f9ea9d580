package org.peerboot.attributes;

import java.util.ArrayList;
import java.util.List;

/**
 * A load from 0 to 1 that is measured each second: what is told of it rises at once, falls once nothing higher was
 * measured for {@link #DWELL_MILLIS}, and keeps still within five hundredths; so neither a load that comes and goes nor one
 * at the edge of a threshold sends anybody back and forth. Immutable.
 *
 * @param value what is told
 * @param measured what was measured last
 * @param millis when that was, since the epoch
 * @param source who measured last
 * @param recent what was measured within the dwell and is higher than all that came later, oldest first
 */
public record Load(double value, double measured, long millis, String source, List<Past> recent) {
    public static final long DWELL_MILLIS = 3_000;
    /** In hundredths: a load that trembles is told once. */
    private static final int BAND_HUNDREDTHS = 5;

    /** Idle peers measure each half minute; what is older than that and a report's way is not known any more. */
    static final long STALE_AFTER_MILLIS = 45_000;
    /** Reports come once a second; who sends more of them gains nothing. */
    private static final int MOST_RECENT = 16;

    /** One measurement. */
    public record Past(double measured, long millis) {}

    public static Load first(double measured, long millis, String source) {
        double share = share(measured);
        return new Load(share, share, millis, source, List.of(new Past(share, millis)));
    }

    /** This one after another measurement. */
    public Load next(double measured, long millis, String source) {
        double share = share(measured);
        List<Past> kept = new ArrayList<>();
        double highest = share;
        for (Past past : recent) {
            // A clock that was set back leaves measurements of times to come.
            boolean counts = Math.abs(millis - past.millis) <= DWELL_MILLIS && past.measured > share;
            if (counts && kept.size() < MOST_RECENT) {
                kept.add(past);
                highest = Math.max(highest, past.measured);
            }
        }
        kept.add(new Past(share, millis));
        boolean still = Math.round(Math.abs(highest - value) * 100) < BAND_HUNDREDTHS;
        return new Load(still ? value : highest, share, millis, source, List.copyOf(kept));
    }

    private static double share(double measured) {
        return Double.isFinite(measured) ? Math.round(Math.max(0, Math.min(1, measured)) * 100) / 100.0 : 0;
    }

    public boolean isStale(long nowMillis) {
        return isStale(millis, nowMillis);
    }

    /** Also of times to come: then a clock was set back. */
    public static boolean isStale(long millis, long nowMillis) {
        return Math.abs(nowMillis - millis) > STALE_AFTER_MILLIS;
    }

    /** When it will be stale if it is not measured again. */
    public long staleAt() {
        return millis + STALE_AFTER_MILLIS + 1;
    }

    public long ageMillis(long nowMillis) {
        return Math.max(0, nowMillis - millis);
    }
}
