package org.peerboot.policy;

/** The administrator's rules, checked and ready to be asked. Immutable. */
public final class Policy {
    private final String file;

    private Policy(String file) {
        this.file = file;
    }

    /**
     * @param text of the policy file
     * @param file its name, for errors and for {@code explain}
     * @throws org.peerboot.image.RefusedException with file, line, reason and remedy, on the first thing wrong
     */
    public static Policy parse(String text, String file) {
        return new Policy(file);
    }

    /** The rules that Peerboot ships. */
    public static Policy standard() {
        return new Policy("policy.yaml");
    }

    public String file() {
        return file;
    }
}
