package org.peerboot.testbed;

import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree that the tests stand in. */
final class Checkout {
    private Checkout() {}

    static Path path(String name) {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("packaging/testbed"))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IllegalStateException("no packaging/testbed in this directory or above it");
        }
        return at.resolve(name);
    }
}
