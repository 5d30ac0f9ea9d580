package org.peerboot.image;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory of an image.
 *
 * @param path relative, parts separated by {@code /}
 * @param mode permission bits, from 0 to 07777
 * @param size in bytes; 0 for a directory
 * @param sha256 of a file, 64 hex digits; absent for a directory
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(
        String path,
        Kind kind,
        int mode,
        long size,
        @Nullable String sha256) {
    public enum Kind {
        FILE,
        DIRECTORY;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Entry file(String path, int mode, long size, String sha256) {
        return new Entry(path, Kind.FILE, mode, size, sha256);
    }

    public static Entry directory(String path, int mode) {
        return new Entry(path, Kind.DIRECTORY, mode, 0, null);
    }

    @JsonIgnore
    public boolean isFile() {
        return kind == Kind.FILE;
    }
}
