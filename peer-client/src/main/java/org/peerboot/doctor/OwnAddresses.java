package org.peerboot.doctor;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.stream.Collectors;
import org.peerboot.image.RefusedException;

/** The addresses of this machine's interfaces. */
final class OwnAddresses {
    private OwnAddresses() {}

    static Set<InetAddress> all() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toSet());
        } catch (SocketException e) {
            throw new RefusedException("network interfaces", "cannot be listed (" + e + ")", "look as root", e);
        }
    }
}
