package org.peerboot.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a node is with the image that it shall boot.
 *
 * @param percent of the image that the node holds, verified
 * @param why it failed, or what is in the way; absent where there is nothing to say
 */
public record BootStage(Stage stage, int percent, @Nullable String why) {
    /** In the order in which a node goes through them. */
    public enum Stage {
        /** Its peer has not begun. */
        ASSIGNED,
        /** The firmware was told where stage one is; its peer has not come yet. */
        STAGE_ONE,
        /** The image is on its way. */
        FETCHING,
        /** The image stands there whole; it boots at the next reboot. */
        VERIFIED,
        /** It went down to boot. */
        BOOTING,
        /** It runs the image. */
        UP,
        /** It does not run the image, and will not by itself. */
        FAILED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
