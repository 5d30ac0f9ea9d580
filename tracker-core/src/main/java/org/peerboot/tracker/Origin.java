package org.peerboot.tracker;

import java.net.InetSocketAddress;
import org.peerboot.store.CachedImage;
import org.peerboot.store.ImageCache;
import org.peerboot.wire.Limits;

/** The file server's own peer: serves what was published, out of the cache it shares with the tracker. */
public interface Origin extends AutoCloseable {
    /** How an origin is opened. */
    @FunctionalInterface
    interface Factory {
        /**
         * @param name that updates call it
         * @param address where it listens; port 0 takes a free one
         * @param cache that stays the tracker's to close
         * @param capabilityKey that it checks capabilities with
         */
        Origin open(String name, InetSocketAddress address, ImageCache cache, byte[] capabilityKey);
    }

    /** Where it serves, an IP address. */
    String address();

    int port();

    /** What it may send from now on. */
    void limits(Limits limits);

    /** An image was begun, grew, or became whole. */
    void serve(CachedImage image);

    /** Payload bytes sent so far. */
    long uploadBytes();

    @Override
    void close();
}
