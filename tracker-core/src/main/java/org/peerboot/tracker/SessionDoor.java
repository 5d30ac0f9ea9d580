package org.peerboot.tracker;

import org.peerboot.auth.Caller;
import org.peerboot.tracker.http.Service;
import org.peerboot.tracker.http.StatusException;

/** Who may open a peer's session: root, the peers' user, the tracker's own user, and the pre-shared key's holder. */
final class SessionDoor {
    /** The user that peers run as. */
    static final String PEER_USER = "peerboot";

    private final int ownUid;
    private final Loop loop;
    private final Sessions sessions;

    SessionDoor(int ownUid, Loop loop, Sessions sessions) {
        this.ownUid = ownUid;
        this.loop = loop;
        this.sessions = sessions;
    }

    boolean isPeer(Caller caller) {
        return caller.uid() == 0
                || caller.uid() == ownUid
                || caller.user().equals(PEER_USER)
                || (caller.uid() < 0 && caller.user().equals(Caller.KEY_HOLDER));
    }

    /** @throws StatusException 403 */
    Service.Accepted accept(Caller caller) {
        if (!isPeer(caller)) {
            throw new StatusException(
                    403,
                    "user " + caller.user(),
                    "may not open a peer's session",
                    "run the peer as user " + PEER_USER + " or root");
        }
        return socket -> {
            PeerSession session = new PeerSession(socket, loop, sessions);
            loop.post(() -> sessions.opened(session));
            return session;
        };
    }
}
