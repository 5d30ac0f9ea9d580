package org.peerboot.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node runs.
 *
 * @param booted the image of ours on the kernel's command line; absent where there is none
 * @param boot tells this boot from all others
 */
record RunningSystem(@Nullable Digest booted, String boot) {
    private static final Logger LOG = LoggerFactory.getLogger(RunningSystem.class);
    /** On the kernel's command line, before the digest; as with the kernel's own, the last one counts. */
    static final String PARAMETER = "peerboot.image=";
    /** Behind it, before the image's name: for programs that start before the peer. */
    static final String NAME = "peerboot.name=";

    /** Where stage two writes the same words, for a root that came without a kernel of its own. */
    static final Path ROOT = Path.of("/run/peerboot.root");

    /**
     * @param proc where {@code /proc} is
     * @param root {@link #ROOT}
     */
    static RunningSystem read(Path proc, Path root) {
        String words = text(proc.resolve("cmdline")) + (Files.exists(root) ? " " + text(root) : "");
        return new RunningSystem(booted(words), boot(proc));
    }

    private static @Nullable Digest booted(String commandLine) {
        Digest booted = null;
        for (String word : commandLine.split("\\s+")) {
            if (word.startsWith(PARAMETER)) {
                try {
                    booted = Digest.parse(word.substring(PARAMETER.length()));
                } catch (RefusedException e) {
                    LOG.warn("kernel command line: {}", e.getMessage());
                }
            }
        }
        return booted;
    }

    /** The kernel's id of this boot, and when the first process began: a container boots without a kernel. */
    private static String boot(Path proc) {
        String first = text(proc.resolve("1/stat"));
        String[] fields = first.substring(first.lastIndexOf(')') + 1).strip().split(" ", -1);
        String began = fields.length > 19 ? fields[19] : "";
        return text(proc.resolve("sys/kernel/random/boot_id")).strip() + "/" + began;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", file, e.toString());
            return "";
        }
    }
}
