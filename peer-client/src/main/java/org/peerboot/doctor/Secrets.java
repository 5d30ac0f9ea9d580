package org.peerboot.doctor;

import java.util.regex.Pattern;

/** Takes from a text what nobody else may know. What looks like a secret goes: a report without a value is still one. */
final class Secrets {
    private static final String GONE = "[taken out]";
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)", Pattern.DOTALL);
    private static final Pattern MUNGE = Pattern.compile("MUNGE:[A-Za-z0-9+/=]+:?");
    /** A key that ends so, and its value up to the line's end, a comma, a bracket or the closing quote. */
    private static final Pattern VALUE = Pattern.compile(
            "(?i)([\"']?[\\w.-]{0,64}(?:pass|passwd|password|passphrase|secret|token|psk|community|credential|capability"
                    + "|capabilitykey|authorization|authinfo)[\"']?\\s*[:=]\\s*)(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\n,}\\]]+)");

    private Secrets() {}

    static String takenFrom(String text) {
        String safe = PEM.matcher(text).replaceAll(GONE);
        safe = MUNGE.matcher(safe).replaceAll(GONE);
        return VALUE.matcher(safe).replaceAll("$1" + GONE);
    }
}
