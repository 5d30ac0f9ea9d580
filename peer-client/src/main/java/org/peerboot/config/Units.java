package org.peerboot.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peerboot.image.RefusedException;

/** Numbers with units of bytes or bits. Decimal and binary prefixes are told apart; a bare number is refused. */
final class Units {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([A-Za-z]+)");
    private static final Map<String, BigDecimal> BYTES = Map.ofEntries(
            unit("B", 1),
            unit("kB", 1_000),
            unit("MB", 1_000_000),
            unit("GB", 1_000_000_000),
            unit("TB", 1_000_000_000_000L),
            unit("KiB", 1L << 10),
            unit("MiB", 1L << 20),
            unit("GiB", 1L << 30),
            unit("TiB", 1L << 40),
            unit("kbit", 125),
            unit("Mbit", 125_000),
            unit("Gbit", 125_000_000),
            unit("Tbit", 125_000_000_000L));
    private static final String[] BINARY = {"TiB", "GiB", "MiB", "KiB"};

    private Units() {}

    private static Map.Entry<String, BigDecimal> unit(String name, long bytes) {
        return Map.entry(name, BigDecimal.valueOf(bytes));
    }

    static long bytes(String kind, String whole, String text, String remedy) {
        String what = kind + " \"" + whole + "\"";
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new RefusedException(what, "is not a number from 0 with a unit", remedy);
        }
        String unit = matcher.group(2);
        BigDecimal factor = BYTES.get(unit);
        if (factor == null || (unit.endsWith("bit") && !kind.equals("rate"))) {
            throw new RefusedException(what, "has the unknown unit \"" + unit + "\"", remedy);
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(factor).setScale(0, RoundingMode.FLOOR);
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new RefusedException(what, "is more than 8 EiB", remedy);
        }
        return bytes.longValue();
    }

    static String binary(long bytes) {
        long unit = 1L << 40;
        for (String name : BINARY) {
            if (bytes >= unit && bytes % unit == 0) {
                return bytes / unit + name;
            }
            unit >>= 10;
        }
        return bytes + "B";
    }
}
