package org.peerboot.doctor;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.peerboot.image.RefusedException;

/** Whether this node's peer listens where prologs and users look for it. */
record SocketCheck(Path socket) implements Check {
    @Override
    public String name() {
        return "peer";
    }

    @Override
    public Finding look() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return Finding.good(this, "answers at " + channel.getRemoteAddress());
        } catch (IOException e) {
            throw new RefusedException(
                    "peer at " + socket,
                    "does not answer (" + e.getMessage() + ")",
                    "start it: systemctl enable --now peerboot-peer",
                    e);
        }
    }
}
