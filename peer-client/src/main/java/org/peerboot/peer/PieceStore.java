package org.peerboot.peer;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import org.peerboot.image.RefusedException;
import org.peerboot.store.CachedImage;
import org.peerboot.transfer.Download;
import org.peerboot.transfer.nio.EventLoop;

/** Verifies pieces and puts them into the cache, on workers; a piece is hashed once, while it is hot. */
final class PieceStore {
    private final CachedImage image;
    private final Executor workers;
    private final EventLoop loop;
    private final IntConsumer stored;

    /** @param stored told on the loop of each piece that is verified and kept */
    PieceStore(CachedImage image, Executor workers, EventLoop loop, IntConsumer stored) {
        this.image = image;
        this.workers = workers;
        this.loop = loop;
        this.stored = stored;
    }

    void store(int piece, ByteBuffer bytes, Download download) {
        workers.execute(() -> {
            if (!image.manifest().isPiece(piece, bytes.duplicate())) {
                loop.execute(() -> download.corrupt(piece, loop.nanoTime()));
                return;
            }
            try {
                image.put(piece, bytes.duplicate());
            } catch (RefusedException e) {
                loop.execute(() -> download.unstorable(piece, e.getMessage(), loop.nanoTime()));
                return;
            }
            loop.execute(() -> {
                download.stored(piece, loop.nanoTime());
                stored.accept(piece);
            });
        });
    }
}
