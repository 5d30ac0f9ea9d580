package org.peerboot.cluster.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What tells one state of a file from another: a rename brings a new inode, an edit another time or size. */
record Stamp(long modifiedNanos, long size, @Nullable Object inode) {
    private static final Stamp ABSENT = new Stamp(0, -1, null);

    static Stamp of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(now.lastModifiedTime().to(TimeUnit.NANOSECONDS), now.size(), now.fileKey());
        } catch (IOException e) {
            return ABSENT;
        }
    }

    long modifiedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(modifiedNanos);
    }
}
