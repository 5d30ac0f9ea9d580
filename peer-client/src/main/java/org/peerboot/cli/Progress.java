package org.peerboot.cli;

import org.jspecify.annotations.Nullable;

/**
 * How far something has come, and its line.
 *
 * @param etaSeconds absent where it cannot be told
 */
record Progress(
        String what,
        long done,
        long total,
        long bytesPerSecond,
        @Nullable Long etaSeconds) {
    private static final int BAR = 20;

    /** For a terminal. */
    String bar() {
        int full = total <= 0 ? BAR : (int) (BAR * Math.min(done, total) / total);
        String bar = "=".repeat(full) + (full < BAR ? ">" + " ".repeat(BAR - full - 1) : "");
        return Printable.text(what) + " [" + bar + "] " + figures();
    }

    /** For a log. */
    String plain() {
        return Printable.text(what) + ": " + figures();
    }

    private String figures() {
        String ahead = done >= total ? "" : etaSeconds == null ? "" : ", " + Units.duration(etaSeconds) + " left";
        return Units.percent(done, total) + " %, " + Units.bytes(done) + " of " + Units.bytes(total) + ", "
                + Units.rate(bytesPerSecond) + ahead;
    }
}
