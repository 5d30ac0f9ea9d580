package org.peerboot.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Names back into a host list. */
final class HostListFold {
    private HostListFold() {}

    /** A name cut at its last run of digits; without digits the whole name is the head and {@code width} is 0. */
    private record Cut(String head, int width, String tail) {}

    static String fold(List<String> names) {
        Map<Cut, List<Integer>> groups = new LinkedHashMap<>();
        TreeSet<String> sorted = new TreeSet<>(NaturalOrder.NAMES);
        sorted.addAll(names);
        for (String name : sorted) {
            int end = name.length();
            while (end > 0 && !isDigit(name.charAt(end - 1))) {
                end--;
            }
            int begin = end;
            // nine digits at most, so that the number is an int and parse takes it back
            while (begin > 0 && end - begin < 9 && isDigit(name.charAt(begin - 1))) {
                begin--;
            }
            String digits = name.substring(begin, end);
            int width = digits.startsWith("0") ? digits.length() : digits.isEmpty() ? 0 : 1;
            int number = digits.isEmpty() ? 0 : Integer.parseInt(digits);
            if (width == 1) {
                // n100 continues [098-099] of width 3, as in Slurm
                Cut padded = new Cut(name.substring(0, begin), digits.length(), name.substring(end));
                if (digits.length() > 1 && groups.containsKey(padded)) {
                    width = digits.length();
                }
            }
            groups.computeIfAbsent(
                            new Cut(name.substring(0, begin), width, name.substring(end)), c -> new ArrayList<>())
                    .add(number);
        }
        StringBuilder out = new StringBuilder();
        groups.forEach((cut, numbers) -> {
            out.append(out.isEmpty() ? "" : ",").append(cut.head);
            if (cut.width > 0) {
                appendNumbers(cut.width, numbers, out);
            }
            out.append(cut.tail);
        });
        return out.toString();
    }

    private static void appendNumbers(int width, List<Integer> numbers, StringBuilder out) {
        if (numbers.size() == 1) {
            out.append(pad(numbers.get(0), width));
            return;
        }
        out.append('[');
        for (int i = 0; i < numbers.size(); ) {
            int j = i;
            while (j + 1 < numbers.size() && numbers.get(j + 1) == numbers.get(j) + 1) {
                j++;
            }
            out.append(i == 0 ? "" : ",").append(pad(numbers.get(i), width));
            if (j > i) {
                out.append('-').append(pad(numbers.get(j), width));
            }
            i = j + 1;
        }
        out.append(']');
    }

    private static String pad(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
