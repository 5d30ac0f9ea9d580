package org.peerboot.wire;

/**
 * What a node may send and receive, in bytes a second and concurrent streams; {@link #UNLIMITED} where no rule speaks.
 *
 * @param rule the names of the policy rules behind it, comma-separated; empty where no rule speaks
 */
public record Limits(long uploadBytesPerSecond, int uploadStreams, long downloadBytesPerSecond, String rule) {
    public static final int UNLIMITED = -1;
    public static final Limits NONE = new Limits(UNLIMITED, UNLIMITED, UNLIMITED, "");

    public boolean mayUpload() {
        return uploadBytesPerSecond != 0 && uploadStreams != 0;
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
                rules);
    }

    private static long tighter(long a, long b) {
        return a == UNLIMITED ? b : b == UNLIMITED ? a : Math.min(a, b);
    }
}
