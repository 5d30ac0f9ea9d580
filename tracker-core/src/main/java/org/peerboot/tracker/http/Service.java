package org.peerboot.tracker.http;

/** What a server serves. Called on threads that may block for a moment. */
public interface Service {
    /** The longest body that such a request may have, in bytes. */
    int maxBody(String method, String path);

    /** @throws StatusException or {@link org.peerboot.image.RefusedException}, which is a 400 */
    Reply answer(Request request);

    /** Whether this path is a WebSocket's. */
    boolean isSocket(String path);

    /**
     * Lets a WebSocket in.
     *
     * @return who listens to it from now on
     * @throws StatusException to refuse it
     */
    Accepted accept(Request upgrade);

    /** Makes the listener of a socket that was let in. */
    @FunctionalInterface
    interface Accepted {
        SocketListener open(Socket socket);
    }
}
