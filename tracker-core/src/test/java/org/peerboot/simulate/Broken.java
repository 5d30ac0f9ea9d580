package org.peerboot.simulate;

/** Something that must always hold did not. */
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String what, Throwable cause) {
        super(what, cause);
    }

    Broken(String what) {
        super(what);
    }
}
