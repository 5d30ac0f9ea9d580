package org.peerboot.simulate;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.peerboot.image.PieceLayout;

/** An image of zeros; some peers lie, so that what they send begins with a one, and some boast of what they do not hold. */
class Fates implements Conduct {
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(PieceLayout.MIN_PIECE);

    private final Set<SimulatedPeer> liars = new HashSet<>();
    private final Set<SimulatedPeer> boasters = new HashSet<>();

    /** One in ten lies, one in twenty boasts. */
    void draw(SimulatedPeer peer, Random random) {
        if (random.nextInt(10) == 0) {
            liars.add(peer);
        }
        if (random.nextInt(20) == 0) {
            boasters.add(peer);
        }
    }

    @Override
    public ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size);
    }

    @Override
    public void send(SimulatedPeer source, ByteBuffer target, int bytes) {
        int from = target.position();
        target.put(ZEROS.slice(0, bytes));
        if (liars.contains(source)) {
            target.put(from, (byte) 1);
        }
    }

    @Override
    public boolean isRight(ByteBuffer bytes) {
        return isZero(bytes);
    }

    static boolean isZero(ByteBuffer bytes) {
        return bytes.equals(ZEROS.slice(0, bytes.remaining()));
    }

    @Override
    public BitSet claims(SimulatedPeer peer) {
        BitSet claims = Conduct.super.claims(peer);
        if (boasters.contains(peer)) {
            claims.set(0, peer.layout().count());
        }
        return claims;
    }

    boolean boasts(SimulatedPeer peer) {
        return boasters.contains(peer);
    }
}
