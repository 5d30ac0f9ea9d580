package org.peerboot.gauges;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.CountedUplink;

/**
 * From what a switch's counters say to bytes a second. A function of what it was told. Counters wrap at 64 bits; they
 * begin anew with their agent or alone, and then there is no rate for that interval.
 */
final class CounterRates {
    /** Agents look at their own counters every some seconds: what stands still is no news before this. */
    static final long STILL_NANOS = 20_000_000_000L;
    /** Beyond a link's rate, for counters that are read a little late and a little early. */
    private static final double LEEWAY = 2;
    /** Of a link whose rate nobody knows: more than any has. */
    private static final double MOST_BYTES_A_SECOND = 1e13;

    private final String name;
    private final String source;
    private @Nullable SwitchReading before;

    /**
     * @param name the switch's
     * @param source what attributes call it
     */
    CounterRates(String name, String source) {
        this.name = name;
        this.source = source;
    }

    /** Nothing at first, while counters stand still, and when they began anew. */
    @Nullable
    CountedUplink take(SwitchReading now) {
        SwitchReading then = before;
        if (then == null || !continues(then, now)) {
            before = now;
            return null;
        }
        long nanos = now.nanos() - then.nanos();
        if (nanos <= 0 || (nanos < STILL_NANOS && now.ports().equals(then.ports()))) {
            return null;
        }
        before = now;
        double seconds = nanos / 1e9;
        double in = 0;
        double out = 0;
        long bits = 0;
        boolean allRates = true;
        Iterator<PortCounters> old = then.ports().iterator();
        for (PortCounters port : now.ports()) {
            PortCounters was = old.next();
            double most =
                    seconds * (port.bitsPerSecond() > 0 ? port.bitsPerSecond() / 8.0 * LEEWAY : MOST_BYTES_A_SECOND);
            double received = Math.max(0, (double) (port.in() - was.in()));
            double sent = Math.max(0, (double) (port.out() - was.out()));
            if (port.in() - was.in() < 0 || port.out() - was.out() < 0 || received > most || sent > most) {
                return null;
            }
            in += received;
            out += sent;
            bits += port.bitsPerSecond();
            allRates &= port.bitsPerSecond() > 0;
        }
        return new CountedUplink(name, out / seconds, in / seconds, allRates ? bits : 0, nanos / 1_000_000, source);
    }

    private static boolean continues(SwitchReading then, SwitchReading now) {
        if (now.uptime() < then.uptime() || now.ports().size() != then.ports().size()) {
            return false;
        }
        Iterator<PortCounters> old = then.ports().iterator();
        return now.ports().stream()
                .allMatch(port -> port.name().equals(old.next().name()));
    }
}
