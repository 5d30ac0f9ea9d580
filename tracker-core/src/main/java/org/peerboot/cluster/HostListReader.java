package org.peerboot.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.peerboot.image.RefusedException;

/** Reads one host list, one character at a time. */
final class HostListReader {
    /** Names end up in file names, URLs and logs. */
    private static final String ALLOWED = "._-";

    private static final int MAX_NAME = 253;
    private static final int MAX_DIGITS = 9;

    private final String text;
    private final String place;
    private int at;

    HostListReader(String text, String place) {
        this.text = text;
        this.place = place;
    }

    void read(Collection<String> into) {
        if (text.isBlank()) {
            throw wrong(0, "it is empty", "name nodes, such as n[1-16],login1");
        }
        do {
            readNames(into);
        } while (skip(','));
        if (at < text.length()) {
            throw wrong(at, "\"" + text.charAt(at) + "\" is not expected here", "separate names by commas");
        }
    }

    private void readNames(Collection<String> into) {
        blanks();
        int begin = at;
        List<String> names = List.of("");
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '[') {
                names = product(names, readRange());
            } else if (isNameCharacter(c)) {
                names = product(names, List.of(readWord()));
            } else {
                break;
            }
        }
        if (begin == at) {
            throw wrong(begin, "a name is missing", "remove the comma or name a node");
        }
        blanks();
        for (String name : names) {
            if (name.length() > MAX_NAME || !Character.isLetterOrDigit(name.charAt(0))) {
                throw wrong(begin, "\"" + abbreviate(name) + "\" is no host name", "begin it with a letter or a digit");
            }
            into.add(name);
        }
        if (into.size() > HostList.MAX_NAMES) {
            throw tooMany(begin);
        }
    }

    private String readWord() {
        int begin = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(begin, at);
    }

    private List<String> readRange() {
        int open = at++;
        List<String> numbers = new ArrayList<>();
        do {
            readSpan(open, numbers);
        } while (skip(','));
        if (!skip(']')) {
            throw at < text.length()
                    ? wrong(at, "\"" + text.charAt(at) + "\" is not a digit", "write a range such as [1-16,20]")
                    : wrong(open, "the bracket is not closed", "end it, as in [1-16]");
        }
        return numbers;
    }

    private void readSpan(int open, List<String> into) {
        int begin = at;
        String first = readDigits(open, "first");
        if (!skip('-')) {
            into.add(first);
            return;
        }
        String last = readDigits(open, "last");
        int from = Integer.parseInt(first);
        int to = Integer.parseInt(last);
        if (to < from) {
            throw wrong(begin, first + "-" + last + " runs backwards", "write " + last + "-" + first);
        }
        if (to - from >= HostList.MAX_NAMES) {
            throw tooMany(begin);
        }
        for (int n = from; n <= to; n++) {
            String number = Integer.toString(n);
            into.add("0".repeat(Math.max(0, first.length() - number.length())) + number);
        }
    }

    private String readDigits(int open, String which) {
        int begin = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (begin == at) {
            throw at < text.length()
                    ? wrong(at, "the " + which + " number of the range is missing", "write a range such as [1-16]")
                    : wrong(open, "the range ends without its " + which + " number", "complete it, as in [1-16]");
        }
        if (at - begin > MAX_DIGITS) {
            throw wrong(begin, "the number has more than " + MAX_DIGITS + " digits", "shorten it");
        }
        return text.substring(begin, at);
    }

    private List<String> product(List<String> heads, List<String> tails) {
        if ((long) heads.size() * tails.size() > HostList.MAX_NAMES) {
            throw tooMany(at);
        }
        if (heads.size() == 1 && heads.get(0).isEmpty()) {
            return tails;
        }
        List<String> all = new ArrayList<>(heads.size() * tails.size());
        for (String head : heads) {
            for (String tail : tails) {
                all.add(head + tail);
            }
        }
        return all;
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || ALLOWED.indexOf(c) >= 0;
    }

    private RefusedException tooMany(int position) {
        return wrong(position, "it names more than " + HostList.MAX_NAMES + " hosts", "check the ranges");
    }

    private RefusedException wrong(int position, String why, String remedy) {
        String what = place.startsWith("host list") ? place : place + ", host list \"" + abbreviate(text) + "\"";
        return new RefusedException(what + " position " + (position + 1), why, remedy);
    }

    private static String abbreviate(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
