package org.peerboot.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Direct buffers of one piece each, at most so many; allocated when first needed, since small images need few. */
public final class Buffers {
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private final int pieceSize;
    private final IntFunction<ByteBuffer> memory;
    private int unborn;

    /**
     * @param budget bytes that pieces on their way may take; at least four pieces fit whatever it says
     */
    public Buffers(int pieceSize, long budget) {
        this(pieceSize, budget, ByteBuffer::allocateDirect);
    }

    /** @param memory makes a buffer of so many bytes */
    public Buffers(int pieceSize, long budget, IntFunction<ByteBuffer> memory) {
        this.pieceSize = pieceSize;
        this.memory = memory;
        this.unborn = (int) Math.max(4, budget / pieceSize);
    }

    int available() {
        return free.size() + unborn;
    }

    @Nullable
    ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        if (buffer == null && unborn > 0) {
            unborn--;
            buffer = memory.apply(pieceSize);
        }
        return buffer;
    }

    void give(ByteBuffer buffer) {
        free.push(buffer.clear());
    }
}
