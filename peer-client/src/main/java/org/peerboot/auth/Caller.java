package org.peerboot.auth;

/**
 * Who asks, after his credential was judged.
 *
 * @param user his name here; {@code psk} for the holder of the pre-shared key
 * @param uid his number; -1 for the holder of the pre-shared key
 * @param admin whether he may act on system images, assignments and other people's images
 * @param how {@code munge} or {@code psk}
 */
public record Caller(String user, int uid, boolean admin, String how) {
    /** The name that the pre-shared key's holder goes by. */
    public static final String KEY_HOLDER = "psk";
}
