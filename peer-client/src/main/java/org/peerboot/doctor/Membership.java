package org.peerboot.doctor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Api;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ErrorReply;
import org.peerboot.wire.Json;

/** How the tracker sees this node. */
record Membership(TrackerAnswers tracker, String node) {
    /**
     * @throws RefusedException if the tracker believes no credential of this node's, or does not know it
     */
    ClusterStatus status() {
        TrackerAnswers.Answer answer =
                tracker.ask(Api.STATUS + "?" + Api.NODES + "=" + URLEncoder.encode(node, StandardCharsets.UTF_8), true);
        return switch (answer.status()) {
            case 200 -> Json.read(answer.body(), ClusterStatus.class, "the tracker's status");
            case 401, 403 ->
                throw new RefusedException(
                        "credential",
                        "is not believed by the tracker (" + words(answer) + ")",
                        "give both the same /etc/munge/munge.key, or pskFile, and clocks that agree");
            case 400, 404 ->
                throw new RefusedException(
                        "node " + node,
                        "is not known to the workload manager (" + words(answer) + ")",
                        "set node: in peer.yaml to its NodeName there");
            default ->
                throw new RefusedException(
                        "tracker",
                        "answers with status " + answer.status() + " (" + words(answer) + ")",
                        "see its log");
        };
    }

    private static String words(TrackerAnswers.Answer answer) {
        try {
            return Json.read(answer.body(), ErrorReply.class, "tracker").error();
        } catch (RefusedException e) {
            return "without a reason";
        }
    }
}
