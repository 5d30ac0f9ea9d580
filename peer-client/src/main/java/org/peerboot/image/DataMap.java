package org.peerboot.image;

import java.util.Arrays;
import java.util.List;

/** Where the bytes of one sparse file stand in it, and which of those that travel they are. */
final class DataMap {
    private final long[] offsets;

    /** Bytes that travel before each extent, and at the end all of them. */
    private final long[] before;

    DataMap(List<Entry.Extent> extents) {
        offsets = new long[extents.size()];
        before = new long[extents.size() + 1];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = extents.get(i).offset();
            before[i + 1] = before[i] + extents.get(i).length();
        }
    }

    /** The run that byte {@code stored} of those that travel begins. */
    Entry.Extent from(long stored) {
        int at = Arrays.binarySearch(before, stored);
        int extent = at >= 0 ? at : -at - 2;
        return new Entry.Extent(offsets[extent] + stored - before[extent], before[extent + 1] - stored);
    }

    /** How many of the bytes that travel stand before {@code inFile}. */
    long before(long inFile) {
        int at = Arrays.binarySearch(offsets, inFile);
        int extent = at >= 0 ? at : -at - 2;
        return extent < 0 ? 0 : Math.min(before[extent + 1], before[extent] + inFile - offsets[extent]);
    }
}
