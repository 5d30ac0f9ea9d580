package org.peerboot.cluster.reader;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * The source that is used, and why it is not the library.
 *
 * @param instead absent where it is the library, or was not wanted
 */
public record Sources<S>(S source, @Nullable String instead) {
    /** @throws RefusedException if the library is wanted and not to be had */
    public static <S> Sources<S> choose(
            ReaderMode mode, Supplier<? extends S> library, Supplier<? extends S> commands) {
        if (mode == ReaderMode.COMMANDS) {
            return new Sources<>(commands.get(), null);
        }
        try {
            return new Sources<>(library.get(), null);
        } catch (RefusedException e) {
            if (mode == ReaderMode.LIBRARY) {
                throw e;
            }
            return new Sources<>(commands.get(), e.getMessage());
        }
    }
}
