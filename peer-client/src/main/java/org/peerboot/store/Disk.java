package org.peerboot.store;

import java.io.IOException;
import java.nio.file.Path;

/** What the JDK cannot do to files. Links are not followed. */
public interface Disk {
    /**
     * Makes all that was written to the file system of {@code directory} durable; syncfs(2).
     *
     * @return false where that call is not to be had
     */
    boolean syncAll(Path directory) throws IOException;

    /**
     * Sets an extended attribute; setxattr(2).
     *
     * @return false where the file system has none of that kind
     */
    boolean setXattr(Path path, String name, byte[] value) throws IOException;
}
