package org.peerboot.gauges;

import org.peerboot.attributes.CountedUplink;

/** Hears what switches count, on any thread. */
public interface UplinkListener {
    void counted(CountedUplink uplink);

    /**
     * Nothing can be told of a switch for now; told anew each time.
     *
     * @param name the switch's
     * @param why thing, reason, remedy
     */
    void silent(String name, String why);
}
