package org.peerboot.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.peerboot.image.RefusedException;

/**
 * Whether this node's peer serves where others fetch from it.
 *
 * @param address of this machine
 */
record BulkPortCheck(String address, int port) implements Check {
    private static final int MILLIS = 3000;

    @Override
    public String name() {
        return "port";
    }

    @Override
    public Finding look() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), MILLIS);
            return Finding.good(this, "serves on port " + port);
        } catch (IOException e) {
            throw new RefusedException(
                    "port " + port + " of " + address,
                    "is closed (" + e.getMessage() + ")",
                    "start the peer (systemctl enable --now peerboot-peer) and let the firewall pass the service"
                            + " peerboot-peer",
                    e);
        }
    }
}
