package org.peerboot.transfer;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.wire.Capability;

/**
 * Whether a node answers one request: what is asked before it tells what it holds, and then before it sends any of it.
 * The verified pieces alone lie behind this door.
 */
public class ServingRules {
    /**
     * @param status of HTTP
     * @param soon whether it may be asked again in a second
     */
    public record Refusal(int status, String reason, boolean soon) {}

    /**
     * @param image its name
     * @param verdict on the capability that was shown; null as long as this node has no key to check it with. Not asked
     *     for an image that is public
     * @return why the asker may know nothing of the image, or nothing
     */
    public @Nullable Refusal entry(String image, Access access, Supplier<Capability.@Nullable Verdict> verdict) {
        String reason = access == Access.PUBLIC ? null : reason(image, access, verdict.get());
        return reason == null ? null : new Refusal(403, reason, false);
    }

    /**
     * @param streams under way from this node
     * @return why no payload may go now, or nothing
     */
    public @Nullable Refusal payload(UploadGate gate, int streams) {
        if (!gate.open()) {
            return new Refusal(
                    503, "this node sends nothing now (rule " + gate.limits().rule() + "); ask another source", true);
        }
        if (!gate.admits(streams)) {
            return new Refusal(503, "this node sends as many streams as it may; ask again or ask another source", true);
        }
        return null;
    }

    private static @Nullable String reason(String image, Access access, Capability.@Nullable Verdict verdict) {
        if (verdict == null) {
            return "image " + image + ": this node has not met its tracker yet; ask another source";
        }
        return switch (verdict) {
            case VALID -> null;
            case ABSENT ->
                "image " + image + ": is a " + access
                        + " image and no capability was shown; on a node that it is assigned to use 'peerboot fetch'";
            case MALFORMED -> "image " + image + ": the capability is malformed; fetch the tracker's update again";
            case EXPIRED -> "image " + image + ": the capability has expired; check the clocks of node and tracker";
            case NOT_FOR_THIS ->
                "image " + image + ": the capability is for another image, source or destination; "
                        + "fetch the tracker's update again";
        };
    }
}
