package org.peerboot.image;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who may read an image. */
public enum Access {
    /** Anyone who can reach a peer. */
    PUBLIC,
    /** Nodes only: boot images often hold keys. The default. */
    SYSTEM,
    /** One user and the nodes that run his jobs. */
    USER;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
