package org.peerboot.transfer.nio;

import java.util.regex.Pattern;

/** What may stand in a Host header: a name, an IPv4 address, or an IPv6 address in brackets, and perhaps a port. */
final class HostHeader {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{0,5})?");

    private HostHeader() {}

    static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }
}
