package org.peerboot.tracker.doctor;

import org.peerboot.doctor.TrackerAnswers;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Api;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ErrorReply;
import org.peerboot.wire.Health;
import org.peerboot.wire.Json;

/** What the tracker says of the whole cluster. */
record ClusterAnswer(TrackerAnswers tracker) {
    /** @throws RefusedException if it does not say */
    ClusterStatus status() {
        TrackerAnswers.Answer answer = tracker.ask(Api.STATUS, true);
        if (answer.status() == 200) {
            return Json.read(answer.body(), ClusterStatus.class, "the tracker's status");
        }
        throw new RefusedException(
                "credential",
                "is not believed by the tracker (" + words(answer) + ")",
                "look as root; see that auth: in tracker.yaml and munged here are the tracker's");
    }

    String version() {
        return Json.read(tracker.ask(Api.HEALTH, false).body(), Health.class, "the tracker's health")
                .version();
    }

    private static String words(TrackerAnswers.Answer answer) {
        try {
            return Json.read(answer.body(), ErrorReply.class, "tracker").error();
        } catch (RefusedException e) {
            return "status " + answer.status();
        }
    }
}
