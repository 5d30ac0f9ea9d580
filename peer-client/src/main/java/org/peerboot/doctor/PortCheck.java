package org.peerboot.doctor;

import org.peerboot.image.RefusedException;
import org.peerboot.wire.Api;

/** Whether a tracker answers on its port. */
record PortCheck(TrackerAnswers tracker) implements Check {
    @Override
    public String name() {
        return "tracker";
    }

    @Override
    public Finding look() {
        int status = tracker.ask(Api.HEALTH, false).status();
        if (status != 200) {
            throw new RefusedException(
                    "tracker",
                    "answers " + Api.HEALTH + " with status " + status,
                    "check that tracker: in peer.yaml names a tracker, and no proxy");
        }
        return Finding.good(this, "answers");
    }
}
