package org.peerboot.doctor;

import java.time.Duration;
import java.time.Instant;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Api;
import org.peerboot.wire.Health;
import org.peerboot.wire.Json;

/** Whether this machine's clock goes with the tracker's. */
record ClockCheck(TrackerAnswers tracker) implements Check {
    /** MUNGE refuses what is five minutes old or from the future; a minute apart is no accident. */
    private static final Duration MOST = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Finding look() {
        TrackerAnswers.Answer answer = tracker.ask(Api.HEALTH, false);
        long theirs =
                Json.read(answer.body(), Health.class, "the tracker's health").time();
        if (theirs == 0) {
            return Finding.warning(this, "the tracker does not tell its time", "update the tracker");
        }
        Duration apart = Duration.between(Instant.ofEpochMilli(theirs), answer.at());
        if (apart.abs().compareTo(MOST) > 0) {
            throw new RefusedException(
                    "this machine's clock",
                    "is " + apart.abs().toSeconds() + " s " + (apart.isNegative() ? "behind" : "ahead of")
                            + " the tracker's",
                    "let chronyd or ntpd keep both: credentials are good for five minutes");
        }
        return Finding.good(this, apart.abs().toSeconds() + " s from the tracker's");
    }
}
