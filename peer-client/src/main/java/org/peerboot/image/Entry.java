package org.peerboot.image;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands under one path of an image. All below {@code sha256} came with format 2 and is absent where there is
 * nothing to say, so that an image which needs none of it is read by every release.
 *
 * @param path relative, parts separated by {@code /}
 * @param mode permission bits, from 0 to 07777; 0777 for a symlink, 0 for a link, which has its file's
 * @param size in bytes, holes included; 0 for all but a file
 * @param sha256 of a file's data, holes left out, 64 hex digits; absent for all but a file
 * @param target where a symlink points to, which may be anything; of a link, the path of the file that it is too
 * @param data where a sparse file has data: offset, length, offset, length; absent where it has no hole
 * @param uid the owner in a system image; absent for root
 * @param gid the group in a system image; absent for root's
 * @param mtime when it was changed last, in seconds since 1970; kept of files and directories that came in a tree
 * @param xattrs extended attributes by their full names, values in base64
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(
        String path,
        Kind kind,
        int mode,
        long size,
        @Nullable String sha256,
        @Nullable String target,
        @Nullable List<Long> data,
        @Nullable Long uid,
        @Nullable Long gid,
        @Nullable Long mtime,
        @Nullable SortedMap<String, String> xattrs) {
    public enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK,
        /** One more name of a file that comes earlier: a hard link. */
        LINK;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Entry {
        data = data == null ? null : Collections.unmodifiableList(new ArrayList<>(data));
        xattrs = xattrs == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
    }

    /** A run of a file's bytes. */
    public record Extent(long offset, long length) {}

    public static Entry file(String path, int mode, long size, String sha256) {
        return new Entry(path, Kind.FILE, mode, size, sha256, null, null, null, null, null, null);
    }

    public static Entry directory(String path, int mode) {
        return new Entry(path, Kind.DIRECTORY, mode, 0, null, null, null, null, null, null, null);
    }

    static Entry link(String path, String target) {
        return new Entry(path, Kind.LINK, 0, 0, null, target, null, null, null, null, null);
    }

    Entry withSha256(String sum) {
        return new Entry(path, kind, mode, size, sum, target, data, uid, gid, mtime, xattrs);
    }

    @JsonIgnore
    public boolean isFile() {
        return kind == Kind.FILE;
    }

    /** Where a file has data; all of it where it has no hole. */
    public List<Extent> extents() {
        if (data == null) {
            return size == 0 ? List.of() : List.of(new Extent(0, size));
        }
        List<Extent> extents = new ArrayList<>(data.size() / 2);
        for (int i = 0; i + 1 < data.size(); i += 2) {
            extents.add(new Extent(data.get(i), data.get(i + 1)));
        }
        return extents;
    }

    /** Bytes that travel: the size less the holes. */
    public long stored() {
        if (data == null) {
            return size;
        }
        long sum = 0;
        for (int i = 1; i < data.size(); i += 2) {
            sum += data.get(i);
        }
        return sum;
    }

    /** Whether formats before 2 cannot say it. */
    boolean needsFormat2() {
        return kind == Kind.SYMLINK
                || kind == Kind.LINK
                || target != null
                || data != null
                || uid != null
                || gid != null
                || mtime != null
                || xattrs != null;
    }
}
