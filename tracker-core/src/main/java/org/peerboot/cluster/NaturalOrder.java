package org.peerboot.cluster;

import java.util.Comparator;

/** Orders names as people count: {@code n2} before {@code n10}. */
public final class NaturalOrder {
    public static final Comparator<String> NAMES =
            Comparator.comparing((String s) -> s, NaturalOrder::compare).thenComparing(Comparator.naturalOrder());

    private NaturalOrder() {}

    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = digitsEnd(a, i);
            int endB = digitsEnd(b, j);
            int difference;
            if (endA > i && endB > j) {
                i = skipZeros(a, i, endA);
                j = skipZeros(b, j, endB);
                difference = Integer.compare(endA - i, endB - j);
                difference = difference != 0 ? difference : a.substring(i, endA).compareTo(b.substring(j, endB));
                i = endA;
                j = endB;
            } else {
                difference = Character.compare(a.charAt(i++), b.charAt(j++));
            }
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int digitsEnd(String s, int from) {
        int end = from;
        while (end < s.length() && s.charAt(end) >= '0' && s.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int skipZeros(String s, int from, int end) {
        int i = from;
        while (i < end - 1 && s.charAt(i) == '0') {
            i++;
        }
        return i;
    }
}
