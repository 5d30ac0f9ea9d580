package org.peerboot.doctor;

import java.time.Instant;
import org.peerboot.image.RefusedException;

/** The tracker as the checks ask it. */
public interface TrackerAnswers {
    /**
     * @param at when it was heard, by this machine's clock
     */
    record Answer(int status, String body, Instant at) {}

    /**
     * @param target path and query
     * @param signed whether the request carries a credential
     * @throws RefusedException if nobody answers, or no credential can be had
     */
    Answer ask(String target, boolean signed);
}
