package org.peerboot.peer;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Which interface peers' traffic takes: the one with the address that this node serves on. */
public final class OwnInterface {
    private OwnInterface() {}

    /** Nothing where no interface has the address. */
    public static @Nullable String of(InetAddress address) {
        try {
            NetworkInterface found = NetworkInterface.getByInetAddress(address);
            // An alias, eth0:1, has no counters of its own.
            return found == null ? null : found.getName().replaceFirst(":.*", "");
        } catch (IOException e) {
            return null;
        }
    }

    /** The one on the way to the tracker, for a node that serves on any; nothing is sent. */
    static @Nullable String towards(URI tracker) {
        InetSocketAddress there = new InetSocketAddress(tracker.getHost(), Math.max(1, tracker.getPort()));
        if (there.isUnresolved()) {
            return null;
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(there);
            return of(socket.getLocalAddress());
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
