package org.peerboot.transfer.nio;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The bytes of a client's requests. Most differ from the one before in their range alone, and are not made anew. */
final class RequestWriter {
    private final String host;
    private String path = "";
    private String capability = "";
    private String start = "";
    private String end = "";

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
        if (!path.equals(this.path) || !capability.equals(this.capability)) {
            start = "GET " + RequestPath.encode(path) + " HTTP/1.1\r\nHost: " + host + "\r\n";
            end = authorization(capability) + "\r\n";
            this.path = path;
            this.capability = capability;
        }
        return (start + range + end).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String authorization(String capability) {
        if (capability.isEmpty()) {
            return "";
        }
        HttpText.requireVisible("capability", capability);
        return "Authorization: Peerboot " + capability + "\r\n";
    }
}
