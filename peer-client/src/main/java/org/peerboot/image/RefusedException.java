package org.peerboot.image;

/**
 * Input that Peerboot will not act on. Its message always has three parts: the thing and its place, what is wrong with
 * it, and what to do about it.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String why;
    private final String remedy;

    /**
     * @param what the thing and where it stands, such as {@code policy.yaml line 7, key "limt"}
     * @param why what is wrong with it, with the value
     * @param remedy what to do, an imperative
     */
    public RefusedException(String what, String why, String remedy) {
        super(what + ": " + why + "; " + remedy);
        this.what = what;
        this.why = why;
        this.remedy = remedy;
    }

    public RefusedException(String what, String why, String remedy, Throwable cause) {
        super(what + ": " + why + "; " + remedy, cause);
        this.what = what;
        this.why = why;
        this.remedy = remedy;
    }

    public String what() {
        return what;
    }

    public String why() {
        return why;
    }

    public String remedy() {
        return remedy;
    }

    /** All three parts in one line. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
