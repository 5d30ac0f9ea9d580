package org.peerboot.transfer.nio;

/**
 * The bytes of a payload that an answer carries.
 *
 * @param partial whether this answers a range, with 206
 */
record ByteRange(long from, long count, boolean partial) {
    /** What a range that lies wholly beyond the end becomes: 416. */
    static final ByteRange UNSATISFIABLE = new ByteRange(-1, 0, true);

    boolean satisfiable() {
        return from >= 0;
    }

    /**
     * What a Range header asks of {@code size} bytes. Several ranges, other units and bad syntax mean the whole: RFC
     * 9110, section 14.2, lets a server ignore the header.
     *
     * @param header the value, or the empty string
     */
    static ByteRange parse(String header, long size) {
        ByteRange whole = new ByteRange(0, size, false);
        if (!header.regionMatches(true, 0, "bytes=", 0, 6)) {
            return whole;
        }
        String set = header.substring(6).strip();
        int dash = set.indexOf('-');
        if (dash < 0) {
            return whole;
        }
        String first = set.substring(0, dash);
        String last = set.substring(dash + 1);
        if (!isDigits(first) || !isDigits(last) || (first.isEmpty() && last.isEmpty())) {
            return whole;
        }
        if (first.isEmpty()) {
            long count = Math.min(number(last), size);
            return count == 0 ? UNSATISFIABLE : new ByteRange(size - count, count, true);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (to < from) {
            return whole;
        }
        return from >= size ? UNSATISFIABLE : new ByteRange(from, Math.min(to, size - 1) - from + 1, true);
    }

    private static boolean isDigits(String text) {
        return HttpText.all(text, HttpText::isDigit);
    }

    /** Any count of digits; what is beyond a long is as good as infinite. */
    private static long number(String digits) {
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.length() - zeros > 18 ? Long.MAX_VALUE : Long.parseLong(digits, zeros, digits.length(), 10);
    }
}
