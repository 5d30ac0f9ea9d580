package org.peerboot.auth;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** MUNGE (munge(7)): credentials that prove a uid to every node of a cluster that shares munged's key. */
public interface Munge {
    /**
     * @param payload text to be covered
     * @throws org.peerboot.image.RefusedException if munged cannot be asked
     */
    String encode(String payload);

    /** Judges a credential; munged remembers it, so that it is good once. Never throws for a bad credential. */
    Decoded decode(String credential);

    /**
     * What munged says of a credential.
     *
     * @param code 0 for success, else a munge_err_t
     * @param message in munge's own words
     * @param payload empty unless decoded
     * @param uid of who made it; -1 unless decoded
     */
    record Decoded(int code, String message, String payload, int uid) {
        static final int EXPIRED = 15;
        static final int REWOUND = 16;
        static final int REPLAYED = 17;

        static Decoded failed(int code, String message) {
            return new Decoded(code, message, "", -1);
        }
    }

    /**
     * The library where it is installed, else the commands.
     *
     * @param socket munged's; its default where absent
     */
    static Munge open(@Nullable Path socket) {
        Munge library = LibMunge.load(socket);
        return library != null ? library : new MungeCommand(socket);
    }
}
