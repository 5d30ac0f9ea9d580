package org.peerboot.peer;

import org.jspecify.annotations.Nullable;

/**
 * What a request on the bulk port is about: {@code /images/IMAGE/bytes}, {@code /images/IMAGE/pieces},
 * {@code /images/IMAGE/manifest}, {@code /images/IMAGE/files/PATH}, where IMAGE is a digest or a name.
 *
 * @param image a digest or a name, not checked yet
 * @param file the path in the image, for files
 */
record BulkPath(String image, String what, String file) {
    private static final String ROOT = "/images/";

    static String bytes(Object digest) {
        return ROOT + digest + "/bytes";
    }

    static String pieces(Object digest) {
        return ROOT + digest + "/pieces";
    }

    static String manifest(Object digest) {
        return ROOT + digest + "/manifest";
    }

    static @Nullable BulkPath parse(String path) {
        if (!path.startsWith(ROOT)) {
            return null;
        }
        int end = path.indexOf('/', ROOT.length());
        if (path.startsWith("~", ROOT.length()) && end > 0) {
            end = path.indexOf('/', end + 1);
        }
        if (end < 0) {
            return null;
        }
        String image = path.substring(ROOT.length(), end);
        String rest = path.substring(end + 1);
        return switch (rest) {
            case "bytes", "pieces", "manifest" -> new BulkPath(image, rest, "");
            default -> rest.startsWith("files/") ? new BulkPath(image, "files", rest.substring(6)) : null;
        };
    }
}
