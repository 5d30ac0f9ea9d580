package org.peerboot.cluster.file;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells IP addresses from names, without asking a name server. */
final class IpAddress {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private IpAddress() {}

    static boolean isOne(String text) {
        if (V4.matcher(text).matches()) {
            return true;
        }
        if (!V6.matcher(text).matches()) {
            return false;
        }
        try {
            InetAddress literal = InetAddress.getByName(text); // with a colon in it, it is never looked up
            return literal.getAddress().length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
