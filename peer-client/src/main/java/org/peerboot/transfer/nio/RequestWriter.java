package org.peerboot.transfer.nio;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The bytes of a client's requests. */
final class RequestWriter {
    private final String host;

    RequestWriter(InetSocketAddress to) {
        String address = to.getAddress().getHostAddress();
        int zone = address.indexOf('%');
        String bare = zone < 0 ? address : address.substring(0, zone);
        this.host = (to.getAddress() instanceof Inet6Address ? "[" + bare + "]" : bare) + ":" + to.getPort();
    }

    byte[] get(String path, String capability) {
        return bytes(path, capability, "");
    }

    byte[] getRange(String path, String capability, long from, long length) {
        return bytes(path, capability, "Range: bytes=" + from + "-" + (from + length - 1) + "\r\n");
    }

    private byte[] bytes(String path, String capability, String range) {
        String authorization = "";
        if (!capability.isEmpty()) {
            HttpText.requireVisible("capability", capability);
            authorization = "Authorization: Peerboot " + capability + "\r\n";
        }
        String head = "GET " + RequestPath.encode(path) + " HTTP/1.1\r\nHost: " + host + "\r\n" + range + authorization;
        return (head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
