package org.peerboot.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the JDK does not tell of a file. Links are not followed. */
public interface FileExtras {
    /** Tells nothing: every file is without holes and attributes. */
    FileExtras NONE = new FileExtras() {
        @Override
        public List<Entry.Extent> data(Path file, long size) {
            return size == 0 ? List.of() : List.of(new Entry.Extent(0, size));
        }

        @Override
        public SortedMap<String, byte[]> xattrs(Path path) {
            return new TreeMap<>();
        }
    };

    /** Where a regular file of {@code size} bytes has data, in order; lseek(2). */
    List<Entry.Extent> data(Path file, long size) throws IOException;

    /** Extended attributes by their full names; xattr(7). */
    SortedMap<String, byte[]> xattrs(Path path) throws IOException;
}
