package org.peerboot.tracker;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Default;
import org.peerboot.image.RefusedException;

/**
 * Whose word the tracker takes.
 *
 * @param munge whether MUNGE credentials are taken; {@code auto}: unless there is a pre-shared key and no munged here
 * @param mungeSocket munged's socket; its default where absent
 * @param pskFile the pre-shared key; where absent none is taken
 * @param admins users beside root who may do all
 */
public record AuthConfig(
        @Default("auto") Munge munge,
        @Nullable Path mungeSocket,
        @Nullable Path pskFile,
        @Default("[]") List<String> admins) {
    /** Whether MUNGE is used. */
    public enum Munge {
        AUTO,
        ALWAYS,
        NEVER
    }

    public AuthConfig {
        admins = List.copyOf(admins);
        if (munge == Munge.NEVER && pskFile == null) {
            throw new RefusedException(
                    "key \"munge\"",
                    "is never while there is no pskFile: nobody could prove who he is",
                    "name a pskFile");
        }
    }
}
