package org.peerboot.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Real images of made-up bytes, signed by {@link #KEY}. */
public final class SampleImages {
    public static final SigningKey KEY = SigningKey.generate();
    public static final TrustedKeys TRUSTED = TrustedKeys.of(java.util.List.of(KEY.publicKey()));
    public static final Publisher ROOT = new Publisher(0, "root");

    private SampleImages() {}

    /** Files of {@code sizes} bytes by path, filled from {@code seed}, in a fresh directory below {@code directory}. */
    public static ImageReader image(Path directory, String name, Access access, long seed, Map<String, Integer> sizes) {
        try {
            Path tree = Files.createTempDirectory(directory, "sample");
            Random random = new Random(seed);
            for (Map.Entry<String, Integer> file : new TreeMap<>(sizes).entrySet()) {
                byte[] bytes = new byte[file.getValue()];
                random.nextBytes(bytes);
                Path path = tree.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, bytes);
            }
            return new ManifestBuilder(ImageName.parse(name), access, ROOT)
                    .add(tree, "")
                    .read(bytes -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SignedManifest signed(ImageReader image) {
        return KEY.sign(image.manifest());
    }

    public static ByteBuffer piece(ImageReader image, int piece) {
        PieceLayout layout = image.manifest().layout();
        try (InputStream in = image.open(layout.offset(piece))) {
            return ByteBuffer.wrap(in.readNBytes(layout.length(piece)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
