package org.peerboot.auth;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Makes the {@code Authorization} header of a request to the tracker. Safe for use by several threads. */
public interface Credentials {
    /** The header that carries a credential. */
    String HEADER = "Authorization";

    /** @throws org.peerboot.image.RefusedException if no credential can be made here */
    String header(SignedRequest request);

    /**
     * Credentials of this process's user: with the pre-shared key where a file is given, else by MUNGE.
     *
     * @param mungeSocket munged's socket; its default where absent
     */
    static Credentials choose(@Nullable Path pskFile, @Nullable Path mungeSocket) {
        return pskFile == null
                ? munge(Munge.open(mungeSocket))
                : psk(PreSharedKey.read(pskFile), Clock.systemUTC(), new SecureRandom());
    }

    static Credentials munge(Munge munge) {
        return request -> MungeVerifier.SCHEME + munge.encode(request.hash());
    }

    static Credentials psk(PreSharedKey key, Clock clock, SecureRandom random) {
        return request -> key.header(request, clock.millis(), random);
    }
}
