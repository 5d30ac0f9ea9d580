package org.peerboot.tracker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.BitSet;
import org.peerboot.image.Digest;
import org.peerboot.image.RefusedException;
import org.peerboot.peer.BulkService;
import org.peerboot.store.CachedImage;
import org.peerboot.transfer.Announcement;
import org.peerboot.transfer.nio.EventLoop;
import org.peerboot.transfer.nio.ServerLimits;
import org.peerboot.wire.Limits;

/** The file server's own peer: the serving half of a peer over what was published. Safe for use by several threads. */
final class Origin implements AutoCloseable {
    private final EventLoop loop;
    private final BulkService service;
    private final String address;

    private Origin(EventLoop loop, BulkService service, String address) {
        this.loop = loop;
        this.service = service;
        this.address = address;
    }

    /**
     * @param address where it listens; port 0 takes a free one
     * @param capabilityKey that it checks capabilities with
     * @throws RefusedException if the address cannot be had
     */
    static Origin open(InetSocketAddress address, byte[] capabilityKey, Clock clock, ServerLimits limits) {
        EventLoop loop = null;
        try {
            loop = EventLoop.start("origin-loop");
            BulkService service = BulkService.open(loop, address, clock, limits);
            loop.execute(() -> service.capabilityKey(capabilityKey));
            return new Origin(loop, service, address.getAddress().getHostAddress());
        } catch (IOException e) {
            if (loop != null) {
                loop.close();
            }
            throw new RefusedException(
                    "origin's address " + address.getHostString() + ":" + address.getPort(),
                    "cannot be had (" + e.getMessage() + ")",
                    "end what listens there, or set origin: address and port",
                    e);
        }
    }

    /** Where it serves, an IP address. */
    String address() {
        return address;
    }

    /** Payload bytes sent since it was opened. */
    long payloadBytes() {
        return service.payloadBytes();
    }

    int port() {
        return service.port();
    }

    /** @param epoch of the update behind {@code limits} */
    void limits(Limits limits, long epoch) {
        loop.execute(() -> service.limits(limits, epoch));
    }

    /** @param bytesPerSecond of its host's link; 0 where nobody knows */
    void link(long bytesPerSecond) {
        loop.execute(() -> service.link(bytesPerSecond));
    }

    void serve(CachedImage image) {
        loop.execute(() -> service.offer(image));
    }

    /** These pieces are verified now. */
    void announce(Digest image, BitSet pieces) {
        loop.execute(() -> pieces.stream().forEach(piece -> service.announce(image, new Announcement.Have(piece))));
    }

    void withdraw(Digest image) {
        loop.execute(() -> service.withdraw(image));
    }

    @Override
    public void close() {
        service.close();
        loop.close();
    }
}
