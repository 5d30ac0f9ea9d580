package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.image.ImageReader;
import org.peerboot.image.SampleImages;
import org.peerboot.store.CachedImage;
import org.peerboot.store.ImageCache;
import org.peerboot.transfer.UploadGate;
import org.peerboot.transfer.nio.Answer;
import org.peerboot.transfer.nio.BulkRequest;
import org.peerboot.transfer.nio.Subscriber;
import org.peerboot.unix.UnixFiles;
import org.peerboot.wire.Limits;

/** An image that is on its way: who listens hears of it before its manifest is here. */
final class ImageLibraryTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 1);

    private final UploadGate gate = new UploadGate();
    private final List<String> heard = new ArrayList<>();
    private final Subscriber listener = new Subscriber() {
        @Override
        public boolean send(String line) {
            return heard.add(line);
        }

        @Override
        public void close() {
            heard.add("closed");
        }

        @Override
        public InetSocketAddress remote() {
            return HERE;
        }
    };
    private final ImageLibrary library = new ImageLibrary(gate, Clock.systemUTC(), () -> 0, () -> {});

    @TempDir
    private Path directory;

    @BeforeEach
    void theNodeSends() {
        gate.set(Limits.NONE, 1, 0);
    }

    @Test
    void anExpectedImageIsListenedToAndHoldsNothing() {
        Digest image = Digest.of(new byte[1]);
        assertThat(library.answer(get(BulkPath.pieces(image)))).isInstanceOf(Answer.Text.class);
        library.expect(image, "rocky9:v6.8", Access.PUBLIC);
        listenTo(image);
        assertThat(heard).hasSize(1);
        assertThat(library.answer(get(BulkPath.bytes(image))))
                .isInstanceOfSatisfying(
                        Answer.Text.class, text -> assertThat(text.status()).isEqualTo(404));
        library.remove(image);
        assertThat(heard).last().isEqualTo("closed");
    }

    @Test
    void itsListenersHearWhatTheCacheHasOnceItIsOpen() throws Exception {
        ImageReader source = SampleImages.image(directory, "rocky9:v6.8", Access.PUBLIC, 1, Map.of("root", 600_000));
        try (ImageCache cache = ImageCache.open(
                directory.resolve("cache"), 1L << 30, SampleImages.TRUSTED, Clock.systemUTC(), new UnixFiles())) {
            CachedImage image = cache.reserve(SampleImages.signed(source), other -> false);
            library.expect(image.digest(), image.manifest().name().toString(), Access.PUBLIC);
            listenTo(image.digest());
            image.put(0, SampleImages.piece(source, 0));
            library.add(image);
            library.expect(image.digest(), image.manifest().name().toString(), Access.PUBLIC);
            assertThat(heard).hasSize(2).doesNotHaveDuplicates();
            assertThat(library.answer(get(BulkPath.bytes(image.digest())))).isInstanceOf(Answer.Body.class);
        }
    }

    private void listenTo(Digest image) {
        assertThat(library.answer(get(BulkPath.pieces(image))))
                .isInstanceOfSatisfying(
                        Answer.Events.class, events -> events.feed().attach(listener));
    }

    private static BulkRequest get(String path) {
        return new BulkRequest("GET", path, Map.of(), HERE);
    }
}
