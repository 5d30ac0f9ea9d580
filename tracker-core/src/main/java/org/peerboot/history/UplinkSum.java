package org.peerboot.history;

import org.peerboot.image.RefusedException;

/**
 * How busy others kept an uplink in the part of an hour that is over: the sum of {@code count} measurements, each from 0
 * to 1, each way.
 */
public record UplinkSum(double up, double down, int count) {
    public UplinkSum {
        if (!(up >= 0 && up <= count && down >= 0 && down <= count)) {
            throw new RefusedException(
                    "an uplink's sum of an hour",
                    "is " + up + " and " + down + " in " + count + " measurements",
                    "remove the file: the hour begins anew");
        }
    }
}
