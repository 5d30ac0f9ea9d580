package org.peerboot.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a node may send and receive, in bytes a second and concurrent streams; {@link #UNLIMITED} where no rule speaks.
 *
 * @param rule the names of the policy rules behind it, comma-separated; empty where no rule speaks
 * @param downloadLeftover whether the node receives no more than others leave of its link, which its peer measures;
 *     absent where not
 */
public record Limits(
        long uploadBytesPerSecond,
        int uploadStreams,
        long downloadBytesPerSecond,
        String rule,
        @Nullable Boolean downloadLeftover) {
    public static final int UNLIMITED = -1;
    public static final Limits NONE = new Limits(UNLIMITED, UNLIMITED, UNLIMITED, "");

    /** Where what others use is not asked for. */
    public Limits(long uploadBytesPerSecond, int uploadStreams, long downloadBytesPerSecond, String rule) {
        this(uploadBytesPerSecond, uploadStreams, downloadBytesPerSecond, rule, null);
    }

    public boolean mayUpload() {
        return uploadBytesPerSecond != 0 && uploadStreams != 0;
    }

    public boolean leftoverOnly() {
        return Boolean.TRUE.equals(downloadLeftover);
    }

    /** The same under another rule's name. */
    public Limits named(String rules) {
        return new Limits(uploadBytesPerSecond, uploadStreams, downloadBytesPerSecond, rules, downloadLeftover);
    }

    /** The tighter of both in each respect. */
    public Limits and(Limits other) {
        String rules = rule.isEmpty() || rule.equals(other.rule)
                ? other.rule
                : other.rule.isEmpty() ? rule : rule + "," + other.rule;
        return new Limits(
                tighter(uploadBytesPerSecond, other.uploadBytesPerSecond),
                (int) tighter(uploadStreams, other.uploadStreams),
                tighter(downloadBytesPerSecond, other.downloadBytesPerSecond),
                rules,
                (leftoverOnly() || other.leftoverOnly()) ? Boolean.TRUE : null);
    }

    /** Whether these are at least as tight as {@code other} in each respect. */
    public boolean cover(Limits other) {
        Limits both = and(other);
        return both.uploadBytesPerSecond == uploadBytesPerSecond
                && both.uploadStreams == uploadStreams
                && both.downloadBytesPerSecond == downloadBytesPerSecond
                && both.leftoverOnly() == leftoverOnly();
    }

    /** The slower of two rates, of which either may be {@link #UNLIMITED}. */
    public static long tighter(long a, long b) {
        return a == UNLIMITED ? b : b == UNLIMITED ? a : Math.min(a, b);
    }
}
