package org.peerboot.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.peerboot.image.ManifestBuilder;
import org.peerboot.image.RefusedException;

/** {@code FILE[:PATH]}: a file or directory on disk and where it stands in the image. */
record FileArgument(Path file, String path) {
    /** A file; its own name where no path is given. */
    static FileArgument file(String text) {
        FileArgument argument = tree(text);
        if (argument.path.isEmpty()) {
            Path file = argument.file;
            Path name = file.normalize().toAbsolutePath().getFileName();
            if (name == null) {
                throw new RefusedException("file " + text, "has no name", "give it a path in the image: FILE:PATH");
            }
            return new FileArgument(file, name.toString());
        }
        return argument;
    }

    /** A tree; the image's top where no path is given. */
    static FileArgument tree(String text) {
        int colon = text.lastIndexOf(':');
        // A file whose own name holds a colon is taken as it is.
        if (colon <= 0 || Files.exists(Path.of(text))) {
            return new FileArgument(Path.of(text), "");
        }
        return new FileArgument(Path.of(text.substring(0, colon)), text.substring(colon + 1));
    }

    void addTo(ManifestBuilder builder) {
        builder.add(file, path);
    }
}
