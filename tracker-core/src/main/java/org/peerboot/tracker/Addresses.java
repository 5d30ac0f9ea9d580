package org.peerboot.tracker;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** Where nodes reach this host. */
final class Addresses {
    private Addresses() {}

    /** The origin's: as configured, else where the tracker listens, else this host's first. */
    static InetAddress origin(TrackerConfig config) {
        @Nullable String configured = config.origin().address();
        if (configured != null) {
            return parse("origin.address", configured);
        }
        InetAddress listening = parse("address", config.address());
        return listening.isAnyLocalAddress() ? first() : listening;
    }

    private static InetAddress parse(String key, String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new RefusedException(
                    "key \"" + key + "\"", "is \"" + text + "\", which is no address", "write an IP address", e);
        }
    }

    /** IPv4 before IPv6, and loopback only where there is nothing else. */
    private static InetAddress first() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Addresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress())
                    .min(Comparator.comparing(InetAddress::isLoopbackAddress)
                            .thenComparing(address -> address.getAddress().length))
                    .orElseGet(InetAddress::getLoopbackAddress);
        } catch (SocketException e) {
            return InetAddress.getLoopbackAddress();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException e) {
            return false;
        }
    }
}
