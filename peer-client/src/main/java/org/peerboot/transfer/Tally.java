package org.peerboot.transfer;

import java.util.TreeMap;
import java.util.TreeSet;

/** What a download counts. */
final class Tally {
    final TreeMap<String, Long> bytesBySource = new TreeMap<>();
    final TreeSet<String> blamed = new TreeSet<>();
    /** The last failure of a source, in words. */
    String trouble = "";

    long received;
    long twice;
    /** Moving mean of the nanoseconds from a request to a whole piece; 0 before the first. */
    long pieceTime;

    void bytes(String node, int bytes) {
        received += bytes;
        bytesBySource.merge(node, (long) bytes, Long::sum);
    }

    void piece(long took) {
        pieceTime = pieceTime == 0 ? took : pieceTime + (took - pieceTime) / 8;
    }
}
