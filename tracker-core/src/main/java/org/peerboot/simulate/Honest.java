package org.peerboot.simulate;

import java.nio.ByteBuffer;

/** All that is sent is right, and nobody looks: pieces share memory that nothing is ever written to. */
final class Honest implements Conduct {
    private ByteBuffer blank = ByteBuffer.allocate(0);

    @Override
    public ByteBuffer buffer(int size) {
        if (blank.capacity() < size) {
            blank = ByteBuffer.allocate(size);
        }
        return blank.duplicate();
    }

    @Override
    public void send(SimulatedPeer source, ByteBuffer target, int bytes) {
        target.position(target.position() + bytes);
    }

    @Override
    public boolean isRight(ByteBuffer bytes) {
        return true;
    }
}
