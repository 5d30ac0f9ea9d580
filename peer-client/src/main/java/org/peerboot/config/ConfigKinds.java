package org.peerboot.config;

import java.util.List;

/** A module's kinds of files, named in {@code META-INF/services/org.peerboot.config.ConfigKinds}. */
public interface ConfigKinds {
    List<ConfigKind> kinds();
}
