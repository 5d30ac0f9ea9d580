package org.peerboot.doctor;

import org.peerboot.image.RefusedException;

/** Looks at one thing, within seconds. */
public interface Check {
    /** What it looks at, in a word or two. */
    String name();

    /** @throws RefusedException for a fault: what, why and the cure */
    Finding look();
}
