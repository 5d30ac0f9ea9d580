package org.peerboot.doctor;

import org.peerboot.image.RefusedException;
import org.peerboot.wire.Api;
import org.peerboot.wire.Health;
import org.peerboot.wire.Json;

/** Whether this machine's release goes with the tracker's. */
record VersionCheck(TrackerAnswers tracker, String version, int protocol) implements Check {
    private static final String CURE = "update the tracker first, then the nodes";

    @Override
    public String name() {
        return "versions";
    }

    @Override
    public Finding look() {
        Health health = Json.read(tracker.ask(Api.HEALTH, false).body(), Health.class, "the tracker's health");
        if (health.protocol() < protocol) {
            throw new RefusedException(
                    "tracker " + health.version(),
                    "is older than this machine's " + version + " and cannot speak with it",
                    CURE);
        }
        if (health.version().equals(version)) {
            return Finding.good(this, "both are " + version);
        }
        int behind = Releases.behind(version, health.version());
        if (behind > 1) {
            throw new RefusedException(
                    "peerboot " + version + " here",
                    "is " + behind + " releases older than the tracker's " + health.version(),
                    "update this machine: one release apart is tried, more is not");
        }
        return Finding.warning(this, "the tracker is " + health.version() + ", this machine " + version, CURE);
    }
}
