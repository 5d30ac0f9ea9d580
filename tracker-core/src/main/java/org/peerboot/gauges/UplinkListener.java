package org.peerboot.gauges;

import org.peerboot.attributes.CountedUplink;

/** Hears what switches count, on any thread. */
public interface UplinkListener {
    void counted(CountedUplink uplink);

    /** Somebody who is asked for many switches, and was silent, answers again. */
    void answers(String name);

    /**
     * Nothing can be told for now; told anew each time.
     *
     * @param name of the switch, or of who is asked for many
     * @param why thing, reason, remedy
     */
    void silent(String name, String why);
}
