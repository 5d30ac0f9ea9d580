package org.peerboot.tracker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.BootVerifier;
import org.peerboot.auth.Munge;
import org.peerboot.auth.MungeVerifier;
import org.peerboot.auth.PreSharedKey;
import org.peerboot.auth.PskVerifier;
import org.peerboot.auth.Users;
import org.peerboot.auth.Verifier;

/** The kinds of credential that a configuration asks for. */
final class Doors {
    private static final Path DEFAULT_SOCKET = Path.of("/run/munge/munge.socket.2");

    private Doors() {}

    /** @param boot of nodes that boot */
    static Verifier verifier(AuthConfig config, BootVerifier boot, Clock clock) {
        @Nullable Path psk = config.pskFile();
        MungeVerifier munge = takesMunge(config)
                ? new MungeVerifier(Munge.open(config.mungeSocket()), Users.ofThisNode(), Set.copyOf(config.admins()))
                : null;
        return new Verifier(munge, psk == null ? null : new PskVerifier(PreSharedKey.read(psk), clock), boot);
    }

    private static boolean takesMunge(AuthConfig config) {
        return switch (config.munge()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> {
                Path socket = config.mungeSocket();
                yield config.pskFile() == null || Files.exists(socket == null ? DEFAULT_SOCKET : socket);
            }
        };
    }
}
