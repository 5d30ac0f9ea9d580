package org.peerboot.simulate;

import java.util.ArrayDeque;

/** What happened last, to be shown when an invariant breaks. */
final class Notes {
    private static final int REMEMBERED = 60;

    private final Timeline time;
    private final ArrayDeque<String> notes = new ArrayDeque<>();

    Notes(Timeline time) {
        this.time = time;
    }

    void add(String what) {
        if (notes.size() == REMEMBERED) {
            notes.remove();
        }
        notes.add(String.format("%9.4f s  %s", time.now() / 1e9, what));
    }

    @Override
    public String toString() {
        return String.join("\n", notes);
    }
}
