package org.peerboot.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peerboot.image.Publisher;

/** The user who runs this process. */
final class Caller {
    private Caller() {}

    static Publisher publisher() {
        try {
            int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return new Publisher(Integer.toUnsignedLong(uid), System.getProperty("user.name", "uid:" + uid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
