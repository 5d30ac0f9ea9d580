package org.peerboot.peer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Manifest;
import org.peerboot.image.RefusedException;
import org.peerboot.image.SignedManifest;
import org.peerboot.image.TrustedKeys;
import org.peerboot.transfer.nio.BulkClient;
import org.peerboot.transfer.nio.BulkConnection;
import org.peerboot.transfer.nio.BulkListener;
import org.peerboot.transfer.nio.EventLoop;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Json;
import org.peerboot.wire.WantedImage;

/**
 * Looks for an image's manifest among its candidates: two peers, the origin, which refuses where it is asked by too many at
 * once, the other peers; again after a pause until one answers with a manifest that has the right digest and a trusted signature.
 * What it says is the same from all of them, and is looked at on a worker: to read a tree's takes most of a second.
 *
 * <p>The signature is not covered by the digest, so that one node may have spoiled it. Only where every candidate of a
 * round gives none that is trusted, further rounds are hopeless; they go on all the same, since an image may be signed anew.
 */
final class ManifestSeek implements BulkListener {
    /** The longest manifest in base64, and its signature. */
    private static final int LARGEST = Manifest.MAX_BYTES / 3 * 4 + 4096;

    private static final long PAUSE = 200_000_000L;

    /** So many say whether the image is among the peers at all; a fresh one is not, and to ask fifteen took 0.3 s. */
    private static final int PEERS_FIRST = 2;

    private final WantedImage image;
    private final EventLoop loop;
    private final BulkClient client;
    private final Random random;
    private final TrustedKeys keys;
    private final Consumer<SignedManifest> found;
    private final Consumer<String> trouble;
    private List<Candidate> left = new ArrayList<>();
    private @Nullable BulkConnection connection;
    private List<Candidate> candidates;
    private @Nullable Candidate asked;
    private boolean over;
    private int rounds;
    private int asking;
    private int untrusted;
    private boolean hopeless;

    ManifestSeek(
            WantedImage image,
            EventLoop loop,
            BulkClient client,
            Random random,
            TrustedKeys keys,
            Consumer<SignedManifest> found,
            Consumer<String> trouble) {
        this.image = image;
        this.candidates = image.candidates();
        this.loop = loop;
        this.client = client;
        this.random = random;
        this.keys = keys;
        this.found = found;
        this.trouble = trouble;
    }

    void candidates(List<Candidate> candidates) {
        this.candidates = candidates;
    }

    void next() {
        if (over) {
            return;
        }
        if (left.isEmpty()) {
            hopeless = asking > 0 && untrusted == asking;
            left = inOrder(candidates, random);
            asking = left.size();
            untrusted = 0;
            if (rounds++ > 0 || left.isEmpty()) {
                loop.schedule((long) (PAUSE * Math.min(rounds, 20) * (0.5 + random.nextDouble())), this::ask);
                return;
            }
        }
        ask();
    }

    static List<Candidate> inOrder(List<Candidate> candidates, Random random) {
        List<Candidate> order = new ArrayList<>(candidates);
        Collections.shuffle(order, random);
        List<Candidate> origins = order.stream().filter(Candidate::origin).toList();
        order.removeAll(origins);
        order.addAll(Math.min(PEERS_FIRST, order.size()), origins);
        return order;
    }

    /** Whether nobody has it with a signature that is trusted here. */
    boolean hopeless() {
        return hopeless;
    }

    void stop() {
        over = true;
        if (connection != null) {
            connection.reset();
        }
    }

    private void ask() {
        if (over) {
            return;
        }
        if (left.isEmpty()) {
            next();
            return;
        }
        asked = left.remove(0);
        connection = client.connect(NioLinks.address(asked), this);
        connection.getWhole(BulkPath.manifest(image.digest()), asked.capability(), LARGEST);
    }

    @Override
    public void document(byte[] bytes) {
        String from = asked == null ? "nobody" : asked.node();
        if (connection != null) {
            connection.reset();
        }
        try {
            SignedManifest signed = Json.read(bytes, SignedManifest.class, from);
            if (!signed.digest().equals(image.digest())) {
                throw new RefusedException(
                        "manifest of " + image.name() + " from " + from,
                        "has digest " + signed.digest() + " where " + image.digest() + " was asked for",
                        "look at that node's cache");
            }
            requireTrusted(signed);
            over = true;
            found.accept(signed);
        } catch (RefusedException e) {
            trouble.accept(e.getMessage());
            next();
        }
    }

    private void requireTrusted(SignedManifest signed) {
        try {
            signed.requireSigned(keys);
        } catch (RefusedException e) {
            untrusted++;
            throw e;
        }
    }

    @Override
    public void refused(int status, String reason, long retryAfterMillis) {
        if (connection != null) {
            connection.reset();
        }
        if (status != 404) {
            trouble.accept(reason);
        }
        next();
    }

    @Override
    public void closed(String cause) {
        next();
    }

    @Override
    public ByteBuffer target() {
        throw new IllegalStateException("payload where a manifest was asked for");
    }

    @Override
    public void received(int bytes) {
        throw new IllegalStateException("payload where a manifest was asked for");
    }
}
