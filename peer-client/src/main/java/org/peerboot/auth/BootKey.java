package org.peerboot.auth;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key of one node's boot stage: good for a peer's session from that node until a moment, and for nothing an
 * administrator does. The boot endpoint writes it on the kernel's command line as {@code boot1:NODE:SECONDS:KEY}, the key
 * in base64url; a file of that one line stands in for a pre-shared key. A credential is {@code
 * Boot v1:NODE:SECONDS:MILLIS:NONCE:MAC}, made as {@link PreSharedKey} makes its own.
 */
public final class BootKey {
    static final String SCHEME = "Boot ";
    static final String NODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    private static final Pattern LINE = Pattern.compile("boot1:(" + NODE + "):([0-9]{1,11}):([A-Za-z0-9_-]{43})\n?");

    private final String node;
    private final long expires;
    private final byte[] key;

    /**
     * @param expires seconds since the epoch, by the tracker's clock
     * @param key 32 bytes
     */
    public BootKey(String node, long expires, byte[] key) {
        this.node = node;
        this.expires = expires;
        this.key = key.clone();
    }

    /** Whether a key can be made for a node of this name. */
    public static boolean names(String node) {
        return node.matches(NODE);
    }

    /** As it stands on the command line. */
    public String line() {
        return "boot1:" + node + ":" + expires + ":"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    /** What a credential begins with, up to its time. */
    String intro() {
        return SCHEME + "v1:" + node + ":" + expires + ":";
    }

    PreSharedKey secret() {
        return new PreSharedKey(key, intro());
    }

    /** Absent where {@code text} is no such line. */
    static @Nullable BootKey parse(String text) {
        Matcher line = LINE.matcher(text);
        return line.matches()
                ? new BootKey(
                        line.group(1),
                        Long.parseLong(line.group(2)),
                        Base64.getUrlDecoder().decode(line.group(3)))
                : null;
    }
}
