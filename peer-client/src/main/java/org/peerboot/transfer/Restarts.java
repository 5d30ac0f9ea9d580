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

    private record Departure(String from, long byteReached, long epoch, String cause, String rule) {}

    private final Digest image;
    private final Map<Integer, Departure> departures = new HashMap<>();
    private List<SegmentRestart> records = new ArrayList<>();

    Restarts(Digest image) {
        this.image = image;
    }

    void left(int piece, String from, long byteReached, long epoch, String cause, String rule) {
        departures.put(piece, new Departure(from, byteReached, epoch, cause, rule));
    }

    /** {@code to} is asked for {@code piece}; says whether another had been asked before. */
    void asked(int piece, String to) {
        Departure departure = departures.remove(piece);
        if (departure == null) {
            return;
        }
        if (records.size() == MOST) {
            records.remove(0);
        }
        records.add(new SegmentRestart(
                image,
                piece,
                departure.byteReached,
                departure.from,
                to,
                departure.epoch,
                departure.cause,
                departure.rule));
    }

    List<SegmentRestart> drain() {
        List<SegmentRestart> drained = records;
        records = new ArrayList<>();
        return drained;
    }
}
