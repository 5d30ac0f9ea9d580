package org.peerboot.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.store.CachedImage;
import org.peerboot.transfer.ServingRules;
import org.peerboot.transfer.UploadGate;
import org.peerboot.transfer.nio.Answer;
import org.peerboot.transfer.nio.BulkHandler;
import org.peerboot.transfer.nio.BulkRequest;

/** What the bulk port answers: which image, whether the asker may, and whether this node sends at all now. */
final class ImageLibrary implements BulkHandler {
    private static final Map<String, String> SOON = Map.of("Retry-After", "1");

    /** What is said of an image that is here or on its way. */
    private record Shelf(
            Digest digest,
            String name,
            Access access,
            PieceFeed feed,
            @Nullable Book book) {}

    /** An image in the cache, and what asking for its byte string, as peers do for each piece, is answered with. */
    private record Book(CachedImage image, Answer.Body bytes) {}

    /** By digest. */
    private final Map<String, Shelf> shelves = new LinkedHashMap<>();

    private final ServingRules rules = new ServingRules();
    private final UploadGate gate;
    private final CapabilityCheck capabilities;
    private final IntSupplier streams;
    private final Runnable heard;

    /**
     * @param streams how many responses are sending payload now
     * @param heard run when somebody begins to listen to an image's announcements where nobody did
     */
    ImageLibrary(UploadGate gate, Clock clock, IntSupplier streams, Runnable heard) {
        this.gate = gate;
        this.capabilities = new CapabilityCheck(clock);
        this.streams = streams;
        this.heard = heard;
    }

    /** The image is on its way here: who comes to listen hears that nothing is here, and later what comes. */
    void expect(Digest digest, String name, Access access) {
        shelves.computeIfAbsent(
                digest.toString(), key -> new Shelf(digest, name, access, new PieceFeed(gate, heard), null));
    }

    void add(CachedImage image) {
        Digest digest = image.digest();
        Shelf shelf = shelves.get(digest.toString());
        if (shelf != null && shelf.book != null) {
            return;
        }
        PieceFeed feed = shelf == null ? new PieceFeed(gate, heard) : shelf.feed;
        Book book = new Book(image, body(image, new CachedPayload.Bytes(image), digest.hex()));
        String name = image.manifest().name().toString();
        shelves.put(digest.toString(), new Shelf(digest, name, image.manifest().access(), feed, book));
        feed.holds(image::held);
    }

    void remove(Digest image) {
        Shelf shelf = shelves.remove(image.toString());
        if (shelf != null) {
            shelf.feed.close();
        }
    }

    Optional<PieceFeed> feed(Digest image) {
        return Optional.ofNullable(shelves.get(image.toString())).map(Shelf::feed);
    }

    Set<Digest> digests() {
        return shelves.values().stream().map(Shelf::digest).collect(Collectors.toSet());
    }

    Collection<PieceFeed> feeds() {
        return shelves.values().stream().map(Shelf::feed).toList();
    }

    void capabilityKey(byte[] key) {
        capabilities.key(key);
    }

    @Override
    public Answer answer(BulkRequest request) {
        BulkPath path = BulkPath.parse(request.path());
        if (path == null) {
            return new Answer.Text(
                    404, request.path() + ": no such place; ask for /images/IMAGE/files/PATH or /images/IMAGE/bytes");
        }
        Shelf shelf = find(path.image());
        if (shelf == null) {
            return absent(path);
        }
        ServingRules.Refusal refusal = entry(shelf, request);
        if (refusal != null) {
            return text(refusal);
        }
        if (path.what().equals("pieces")) {
            return new Answer.Events(shelf.feed);
        }
        return shelf.book == null ? absent(path) : payload(shelf.book, path);
    }

    private static Answer absent(BulkPath path) {
        return new Answer.Text(
                404, "image " + path.image() + ": not on this node; ask another, or see 'peerboot status'");
    }

    private Answer payload(Book book, BulkPath path) {
        ServingRules.Refusal refusal = rules.payload(gate, streams.getAsInt());
        if (refusal != null) {
            return text(refusal);
        }
        CachedImage image = book.image;
        if (path.what().equals("manifest")) {
            return manifest(image);
        }
        if (path.what().equals("bytes")) {
            return book.bytes;
        }
        return CachedPayload.ofFile(image, path.file())
                .<Answer>map(payload -> body(image, payload, etag(image.digest() + "\n" + path.file())))
                .orElseGet(() -> new Answer.Text(
                        404,
                        "image " + path.image() + ": no file " + path.file() + " in it; see its manifest at "
                                + BulkPath.manifest(path.image())));
    }

    private static Answer manifest(CachedImage image) {
        try {
            return new Answer.Body(
                    ManifestPayload.of(image),
                    etag("manifest of " + image.digest()),
                    "application/json",
                    image.digest());
        } catch (IOException e) {
            return new Answer.Text(
                    500,
                    "manifest of " + image.manifest().name() + ": cannot be read (" + e
                            + "); see this node's cache, and ask another source");
        }
    }

    private static Answer.Body body(CachedImage image, CachedPayload payload, String etag) {
        return new Answer.Body(payload, etag, "application/octet-stream", image.digest());
    }

    private static String etag(String of) {
        return Digest.of(of.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private ServingRules.@Nullable Refusal entry(Shelf shelf, BulkRequest request) {
        return rules.entry(
                shelf.name,
                shelf.access,
                () -> capabilities.verdict(
                        request.header("authorization"),
                        shelf.digest,
                        request.remote().getAddress()));
    }

    private static Answer text(ServingRules.Refusal refusal) {
        return new Answer.Text(refusal.status(), refusal.reason(), refusal.soon() ? SOON : Map.of());
    }

    private @Nullable Shelf find(String image) {
        Shelf shelf = shelves.get(image);
        if (shelf != null) {
            return shelf;
        }
        return shelves.values().stream()
                .filter(one -> one.name.equals(image))
                .findFirst()
                .orElse(null);
    }
}
