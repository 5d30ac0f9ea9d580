package org.peerboot.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far two releases are apart. A peer one release older works with today's tracker; an older one may not. */
public final class Releases {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})(\\D.*)?");

    private Releases() {}

    /** How many releases the peer is behind the tracker; -1 where their major numbers differ or are none. */
    public static int behind(String peer, String tracker) {
        Matcher one = NUMBER.matcher(peer);
        Matcher other = NUMBER.matcher(tracker);
        if (!one.matches() || !other.matches() || !one.group(1).equals(other.group(1))) {
            return -1;
        }
        return Math.max(0, Integer.parseInt(other.group(2)) - Integer.parseInt(one.group(2)));
    }
}
