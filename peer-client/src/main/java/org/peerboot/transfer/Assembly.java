package org.peerboot.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A piece on its way: the bytes that came so far, in order, and who sent which. */
final class Assembly {
    /** Bytes {@code from} to {@code to} of the piece, sent by {@code node}. */
    record Part(String node, int from, int to) {}

    final int piece;
    final int length;
    final ByteBuffer buffer;
    private final List<Part> parts = new ArrayList<>();

    Assembly(int piece, int length, ByteBuffer buffer) {
        this.piece = piece;
        this.length = length;
        this.buffer = buffer.clear().limit(length);
    }

    /** Where the next bytes go: from the byte reached to the end of the piece. */
    ByteBuffer target() {
        return buffer;
    }

    int reached() {
        return buffer.position();
    }

    /** The last {@code bytes} before the byte reached came from {@code node}. */
    void received(String node, int bytes) {
        int to = buffer.position();
        if (!parts.isEmpty() && parts.get(parts.size() - 1).node().equals(node)) {
            Part last = parts.remove(parts.size() - 1);
            parts.add(new Part(node, last.from(), to));
        } else {
            parts.add(new Part(node, to - bytes, to));
        }
    }

    boolean full() {
        return buffer.position() == length;
    }

    /** The whole piece, ready to be read. */
    ByteBuffer bytes() {
        return buffer.duplicate().flip();
    }

    SortedSet<String> contributors() {
        TreeSet<String> nodes = new TreeSet<>();
        parts.forEach(part -> nodes.add(part.node()));
        return nodes;
    }

    /** The contributors whose bytes differ from {@code right}, the verified bytes of this piece. */
    SortedSet<String> liars(ByteBuffer right) {
        TreeSet<String> liars = new TreeSet<>();
        ByteBuffer mine = bytes();
        for (Part part : parts) {
            int length = part.to() - part.from();
            if (!mine.slice(part.from(), length).equals(right.slice(part.from(), length))) {
                liars.add(part.node());
            }
        }
        return liars;
    }
}
