package org.peerboot.slurm;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * The source that is used, and why it is not the library.
 *
 * @param instead absent where it is the library, or was not wanted
 */
record Sources(SlurmSource source, @Nullable String instead) {
    /** @throws RefusedException if the library is wanted and not to be had */
    static Sources choose(ReaderMode mode, Supplier<SlurmSource> library, Supplier<SlurmSource> commands) {
        if (mode == ReaderMode.COMMANDS) {
            return new Sources(commands.get(), null);
        }
        try {
            return new Sources(library.get(), null);
        } catch (RefusedException e) {
            if (mode == ReaderMode.LIBRARY) {
                throw e;
            }
            return new Sources(commands.get(), e.getMessage());
        }
    }
}
