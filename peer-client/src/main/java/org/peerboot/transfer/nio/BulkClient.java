package org.peerboot.transfer.nio;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Opens connections to sources. */
public final class BulkClient {
    /** @param bindAddress the address to connect from; null for the system's choice */
    public BulkClient(EventLoop loop, @Nullable InetAddress bindAddress, ClientTimeouts timeouts) {}

    /** Begins to connect; on the loop only. Whatever goes wrong comes through {@code listener.closed}. */
    public BulkConnection connect(InetSocketAddress to, BulkListener listener) {
        if (to.isUnresolved()) {
            throw new IllegalArgumentException("address " + to + " is not resolved");
        }
        throw new UnsupportedOperationException("not before the client stands");
    }
}
