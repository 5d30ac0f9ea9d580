package org.peerboot.gauges;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peerboot.image.RefusedException;

/**
 * Where a switch's links to the switch above are counted.
 *
 * @param agent {@code HOST} or {@code HOST:PORT} of the switch's SNMP agent; an IPv6 address with a port in brackets
 * @param interfaces of the switch, by their ifName or ifDescr
 */
public record SnmpUplink(String agent, List<String> interfaces) {
    private static final int MOST_INTERFACES = 64;
    private static final int DEFAULT_PORT = 161;
    private static final Pattern AGENT = Pattern.compile("([^\\s:\\[\\]/]+|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?");

    public SnmpUplink {
        Matcher matcher = AGENT.matcher(agent);
        if (!matcher.matches() || (matcher.group(2) != null && Integer.parseInt(matcher.group(2)) > 65535)) {
            throw new RefusedException(
                    "agent \"" + agent + "\"", "is no address", "write HOST, HOST:PORT or [IPV6]:PORT");
        }
        interfaces = interfaces.stream().distinct().toList();
        if (interfaces.isEmpty() || interfaces.size() > MOST_INTERFACES) {
            throw new RefusedException(
                    "agent \"" + agent + "\"",
                    "has " + interfaces.size() + " interfaces",
                    "name 1 to " + MOST_INTERFACES + " that lead to the switch above");
        }
    }

    String host() {
        return matched().group(1).replaceAll("[\\[\\]]", "");
    }

    int port() {
        String port = matched().group(2);
        return port == null ? DEFAULT_PORT : Integer.parseInt(port);
    }

    private Matcher matched() {
        Matcher matcher = AGENT.matcher(agent);
        if (!matcher.matches()) {
            throw new IllegalStateException(agent);
        }
        return matcher;
    }
}
