package org.peerboot.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.store.CachedImage;
import org.peerboot.transfer.Announcement;
import org.peerboot.transfer.UploadGate;
import org.peerboot.transfer.nio.BulkServer;
import org.peerboot.transfer.nio.EventLoop;
import org.peerboot.transfer.nio.ServerLimits;
import org.peerboot.wire.Limits;

/**
 * The serving half of a peer, and all there is of the origin: verified pieces and whole files of what the cache holds, to
 * those who show leave, within this node's limits. All but {@link #open} and {@link #close} is for the loop alone.
 */
public final class BulkService implements AutoCloseable {
    private static final long QUIET_NANOS = 1_000_000_000;

    private final EventLoop loop;
    private final UploadGate gate;
    private final ImageLibrary library;
    private final BulkServer server;
    private final AtomicLong payload = new AtomicLong();
    private long sentAt;
    private Runnable resumed = () -> {};

    private BulkService(EventLoop loop, InetSocketAddress bind, Clock clock, ServerLimits limits) throws IOException {
        this.loop = loop;
        this.gate = new UploadGate();
        this.library = new ImageLibrary(gate, clock, this::streams, () -> resumed.run());
        this.server = BulkServer.open(loop, bind, library, gate, limits, this::sent);
        this.sentAt = loop.nanoTime() - QUIET_NANOS;
    }

    /** @param resumed run when payload is sent again after a second or more without any, and when somebody comes to listen */
    void onResumed(Runnable resumed) {
        this.resumed = resumed;
    }

    private void sent(long bytes) {
        long now = loop.nanoTime();
        boolean wasQuiet = now - sentAt >= QUIET_NANOS;
        payload.addAndGet(bytes);
        sentAt = now;
        if (wasQuiet) {
            resumed.run();
        }
    }

    /** Listens on {@code bind}; {@code clock} tells when capabilities expire. */
    public static BulkService open(EventLoop loop, InetSocketAddress bind, Clock clock, ServerLimits limits)
            throws IOException {
        return new BulkService(loop, bind, clock, limits);
    }

    public int port() {
        return server.port();
    }

    /** The image of that digest is on its way: whoever listens hears what comes of it from its first piece on. */
    void expect(Digest image, String name, Access access) {
        library.expect(image, name, access);
    }

    /** Serves what {@code image} holds from now on. */
    public void offer(CachedImage image) {
        library.add(image);
    }

    /** Serves the image no more, and breaks off what is being sent of it. */
    public void withdraw(Digest image) {
        library.remove(image);
        server.evictStreams(image::equals);
    }

    /** Withdraws every image but these. */
    public void retain(Set<Digest> images) {
        library.digests().stream()
                .filter(image -> !images.contains(image))
                .toList()
                .forEach(this::withdraw);
    }

    /** One more piece of the image is verified. */
    public void announce(Digest image, Announcement announcement) {
        library.feed(image).ifPresent(feed -> feed.tell(announcement));
    }

    /** What capabilities are checked with; before it is known, only public images are served. */
    public void capabilityKey(byte[] key) {
        library.capabilityKey(key);
    }

    /**
     * The limits in force from now on. At none, everything being sent is broken off and the kernel drops what it had not
     * sent.
     *
     * @param epoch of the update behind them
     */
    public void limits(Limits limits, long epoch) {
        boolean wasOpen = gate.open();
        gate.set(limits, epoch, loop.nanoTime());
        if (wasOpen && !gate.open()) {
            tellAll(gate.stop());
            server.evict(request -> true);
        } else if (!wasOpen && gate.open()) {
            tellAll(new Announcement.Serve());
        }
        server.wake();
    }

    /** @param bytesPerSecond of this node's link; 0 where nobody knows */
    public void link(long bytesPerSecond) {
        gate.link(bytesPerSecond > 0 ? bytesPerSecond : Limits.UNLIMITED, loop.nanoTime());
        server.wake();
    }

    public Limits limits() {
        return gate.limits();
    }

    /** Payload bytes sent since this was opened; safe from any thread. */
    public long payloadBytes() {
        return payload.get();
    }

    public int streams() {
        return server.streams();
    }

    /** Whether anybody fetches from here, or listens for what there is to fetch. */
    public boolean isAsked() {
        return streams() > 0 || library.feeds().stream().anyMatch(PieceFeed::isHeard);
    }

    private void tellAll(Announcement announcement) {
        Collection<PieceFeed> feeds = library.feeds();
        List.copyOf(feeds).forEach(feed -> feed.tell(announcement));
    }

    @Override
    public void close() {
        server.close();
    }
}
