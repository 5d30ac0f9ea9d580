package org.peerboot.cluster.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Text;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Protocol;

/** Addresses and ports for a group of hosts, one for each in their order. */
final class Series {
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final Pattern RANGE = Pattern.compile("([^\\[\\]]*)\\[([0-9]{1,9})-([0-9]{1,9})]([^\\[\\]]*)");

    private final String place;

    Series(String place) {
        this.place = place;
    }

    /** {@code 127.0.1.[1-16]}, or one address for one host. */
    List<String> addresses(Text pattern, int count) {
        String text = pattern.value();
        String what = "address \"" + text + "\"";
        List<String> all = new ArrayList<>();
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            int from = Integer.parseInt(range.group(2));
            int to = Integer.parseInt(range.group(3));
            refuseUnlessOneEach(pattern, what, "addresses", to - from + 1, count);
            for (int n = from; n <= to; n++) {
                all.add(range.group(1) + n + range.group(4));
            }
        } else {
            if (count != 1) {
                String remedy = "give a range such as 10.0.0.[1-" + count + "]";
                throw wrong(pattern, what, "is one address for " + count + " hosts", remedy);
            }
            all.add(text);
        }
        for (String address : all) {
            if (!IpAddress.isOne(address)) {
                throw wrong(pattern, what, "\"" + address + "\" is no IP address", "write one such as 10.0.0.1");
            }
        }
        return all;
    }

    /** {@code 7071} for all, or {@code 7101-7116} with one for each; absent, the usual one. */
    List<Integer> ports(@Nullable Text port, int count) {
        if (port == null) {
            return Collections.nCopies(count, Protocol.BULK_PORT);
        }
        String what = "port \"" + port.value() + "\"";
        Matcher range = PORTS.matcher(port.value());
        int from = range.matches() ? Integer.parseInt(range.group(1)) : 0;
        int to = from > 0 && range.group(2) != null ? Integer.parseInt(range.group(2)) : from;
        if (from < 1 || to > 65_535) {
            throw wrong(port, what, "is not within 1-65535", "write 7071 for all hosts, or 7101-7116 for 16 of them");
        }
        if (to == from) {
            return Collections.nCopies(count, from);
        }
        refuseUnlessOneEach(port, what, "ports", to - from + 1, count);
        List<Integer> all = new ArrayList<>();
        for (int n = from; n <= to; n++) {
            all.add(n);
        }
        return all;
    }

    private void refuseUnlessOneEach(Text at, String what, String things, int given, int count) {
        if (given != count) {
            String why = "gives " + Math.max(0, given) + " " + things + " to " + count + " hosts";
            throw wrong(at, what, why, "give each host one");
        }
    }

    private RefusedException wrong(Text at, String what, String why, String remedy) {
        return new RefusedException(ClusterFileReader.at(place, at) + ", " + what, why, remedy);
    }
}
