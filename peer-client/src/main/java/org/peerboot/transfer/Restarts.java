package org.peerboot.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.peerboot.image.Digest;
import org.peerboot.wire.SegmentRestart;

/** Segments that lost their source, until another takes them up; then the record of it, for the next report. */
final class Restarts {
    /** Past this many in one report the oldest are dropped: 256 records of some 300 bytes fit any message. */
    private static final int MOST = 256;

    /** How long, in nanoseconds, a source that broke off has to say why. */
    private static final long EXPLANATION = 1_000_000_000L;

    private record Why(long epoch, String cause, String rule) {}

    private record Departure(String from, long byteReached, Why why, long at) {}

    private record Restart(int piece, Departure departure, String to) {}

    private final Digest image;
    private final Map<Integer, Departure> departures = new HashMap<>();
    private List<Restart> restarts = new ArrayList<>();

    Restarts(Digest image) {
        this.image = image;
    }

    void left(int piece, String from, long byteReached, long epoch, String cause, String rule, long now) {
        departures.put(piece, new Departure(from, byteReached, new Why(epoch, cause, rule), now));
    }

    /** {@code to} is asked for {@code piece}; counts where another had been asked before. */
    void asked(int piece, String to) {
        Departure departure = departures.remove(piece);
        if (departure == null || departure.from.equals(to)) {
            return;
        }
        if (restarts.size() == MOST) {
            restarts.remove(0);
        }
        restarts.add(new Restart(piece, departure, to));
    }

    /**
     * Why {@code from} was left, told by itself or by an update: the reset of its connection may well overtake the words.
     */
    void explain(String from, long epoch, String cause, String rule, long now) {
        Why why = new Why(epoch, cause, rule);
        departures.replaceAll((piece, departure) -> explained(departure, from, why, now));
        restarts.replaceAll(
                restart -> new Restart(restart.piece, explained(restart.departure, from, why, now), restart.to));
    }

    private static Departure explained(Departure departure, String from, Why why, long now) {
        boolean meant = departure.from.equals(from) && departure.why.rule.isEmpty() && fresh(departure, now);
        return meant ? new Departure(from, departure.byteReached, why, departure.at) : departure;
    }

    private static boolean fresh(Departure departure, long now) {
        return now - departure.at < EXPLANATION;
    }

    /** Every restart once; those that may still be explained wait. */
    List<SegmentRestart> drain(long now) {
        List<SegmentRestart> drained = new ArrayList<>();
        List<Restart> waiting = new ArrayList<>();
        for (Restart restart : restarts) {
            Departure departure = restart.departure;
            if (departure.why.rule.isEmpty() && fresh(departure, now)) {
                waiting.add(restart);
            } else {
                drained.add(new SegmentRestart(
                        image,
                        restart.piece,
                        departure.byteReached,
                        departure.from,
                        restart.to,
                        departure.why.epoch,
                        departure.why.cause,
                        departure.why.rule));
            }
        }
        restarts = waiting;
        return drained;
    }
}
