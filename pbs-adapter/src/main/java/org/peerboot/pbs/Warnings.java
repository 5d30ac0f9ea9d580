package org.peerboot.pbs;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was not as it should be in one answer: each once, the first hundred. */
final class Warnings {
    private static final int MOST = 100;
    private static final int LONGEST = 120;

    private final Set<String> all = new LinkedHashSet<>();

    /**
     * @param what the thing and its place, such as {@code job 12.pbs}
     * @param why with what was done about it
     */
    void add(String what, String why) {
        if (all.size() < MOST) {
            all.add(plain(what) + " " + plain(why));
        }
    }

    /** What others wrote, fit for a line of a log. */
    private static String plain(String text) {
        String printed = text.replaceAll("[^\\p{Graph} ]", "?");
        return printed.length() <= LONGEST ? printed : printed.substring(0, LONGEST) + "...";
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
