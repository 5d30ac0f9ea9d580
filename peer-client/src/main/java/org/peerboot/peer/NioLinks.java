package org.peerboot.peer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.image.RefusedException;
import org.peerboot.transfer.Download;
import org.peerboot.transfer.Links;
import org.peerboot.transfer.nio.BulkClient;
import org.peerboot.transfer.nio.BulkConnection;
import org.peerboot.transfer.nio.BulkListener;
import org.peerboot.transfer.nio.EventLoop;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Limits;

/**
 * One download's connections: to each source one for announcements, which stands as long as the source is a candidate, and
 * one for bytes, opened when first needed. Orders never queue behind data.
 */
final class NioLinks implements Links {
    private static final long FIRST_RETRY = 250_000_000L;

    private final Digest image;
    private final String bytesPath;
    private final EventLoop loop;
    private final BulkClient client;
    private final Random random;
    private final PieceStore pieces;
    private final Map<String, Ear> ears = new HashMap<>();
    private final Map<String, BulkConnection> bulk = new HashMap<>();
    private long bytesPerSecond = Limits.UNLIMITED;
    private @Nullable Download download;

    NioLinks(Digest image, EventLoop loop, BulkClient client, Random random, PieceStore pieces) {
        this.image = image;
        this.bytesPath = BulkPath.bytes(image);
        this.loop = loop;
        this.client = client;
        this.random = random;
        this.pieces = pieces;
    }

    /** Where events go from now on. */
    void attach(Download download) {
        this.download = download;
    }

    /** How fast payload may come from now on; see {@link BulkConnection#pace}. */
    void pace(long bytesPerSecond) {
        if (this.bytesPerSecond != bytesPerSecond) {
            this.bytesPerSecond = bytesPerSecond;
            bulk.values().forEach(connection -> connection.pace(bytesPerSecond));
        }
    }

    @Override
    public void listen(Candidate source) {
        Ear ear = new Ear(source);
        ears.put(source.node(), ear);
        ear.open();
    }

    @Override
    public void request(Candidate source, long from, long length) {
        BulkConnection connection = bulk.get(source.node());
        if (connection == null || !connection.isOpen()) {
            connection = client.connect(address(source), new Mouth(source.node()));
            connection.pace(bytesPerSecond);
            bulk.put(source.node(), connection);
        }
        connection.get(bytesPath, from, length, source.capability());
    }

    @Override
    public void breakOff(String node) {
        BulkConnection connection = bulk.remove(node);
        if (connection != null) {
            connection.reset();
        }
    }

    @Override
    public void forget(String node) {
        breakOff(node);
        Ear ear = ears.remove(node);
        if (ear != null) {
            ear.close();
        }
    }

    @Override
    public void store(int piece, ByteBuffer bytes) {
        pieces.store(piece, bytes, download());
    }

    void close() {
        download = null;
        ears.values().forEach(Ear::close);
        ears.clear();
        bulk.values().forEach(BulkConnection::reset);
        bulk.clear();
    }

    private Download download() {
        if (download == null) {
            throw new IllegalStateException("links of image " + image + " are used after they were closed");
        }
        return download;
    }

    static InetSocketAddress address(Candidate source) {
        try {
            // An address in digits, as the tracker sends it, is never looked up.
            return new InetSocketAddress(InetAddress.getByName(source.address()), source.port());
        } catch (UnknownHostException e) {
            throw new RefusedException(
                    "source " + source.node(),
                    "has the address \"" + source.address() + "\", which is none",
                    "check it in the workload manager",
                    e);
        }
    }

    /** The connection on which a source announces; opened again, ever more slowly, while it is a candidate. */
    private final class Ear implements BulkListener {
        private final Candidate source;
        private @Nullable BulkConnection connection;
        private int failures;
        private boolean closed;

        Ear(Candidate source) {
            this.source = source;
        }

        void open() {
            if (closed) {
                return;
            }
            connection = client.connect(address(source), this);
            connection.subscribe(BulkPath.pieces(image), source.capability());
        }

        void close() {
            closed = true;
            if (connection != null) {
                connection.reset();
            }
        }

        @Override
        public void line(String line) {
            failures = 0;
            try {
                download().heard(source.node(), line, loop.nanoTime());
            } catch (RefusedException e) {
                if (connection != null) {
                    connection.reset();
                }
                closed(e.getMessage());
            }
        }

        @Override
        public void refused(int status, String reason, long retryAfterMillis) {
            if (connection != null) {
                connection.reset();
            }
            closed("refused with " + status + ": " + reason);
        }

        @Override
        public void closed(String cause) {
            if (closed) {
                return;
            }
            failures = Math.min(failures + 1, 5);
            loop.schedule((long) ((FIRST_RETRY << failures) * (0.5 + random.nextDouble())), this::open);
            download().deaf(source.node(), cause, loop.nanoTime());
        }

        @Override
        public ByteBuffer target() {
            throw new IllegalStateException("payload from " + source.node() + " among announcements");
        }

        @Override
        public void received(int bytes) {
            throw new IllegalStateException("payload from " + source.node() + " among announcements");
        }
    }

    /** The connection on which a source sends. */
    private final class Mouth implements BulkListener {
        private final String node;

        Mouth(String node) {
            this.node = node;
        }

        @Override
        public ByteBuffer target() {
            return download().target(node);
        }

        @Override
        public void received(int bytes) {
            download().received(node, bytes, loop.nanoTime());
        }

        @Override
        public void refused(int status, String reason, long retryAfterMillis) {
            download().refused(node, status, reason, retryAfterMillis * 1_000_000, loop.nanoTime());
        }

        @Override
        public void closed(String cause) {
            bulk.remove(node);
            download().lost(node, cause, loop.nanoTime());
        }
    }
}
