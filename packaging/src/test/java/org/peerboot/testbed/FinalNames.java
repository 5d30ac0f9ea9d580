package org.peerboot.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.peerboot.image.Digest;

/** Watches what stands under final names in every cache: whole and right from the first moment, or it must not be there. */
final class FinalNames implements AutoCloseable {
    private final Path directory;
    private final Digest image;
    private final Digest content;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    FinalNames(Path directory, Digest image, Digest content) {
        this.directory = directory;
        this.image = image;
        this.content = content;
        thread = new Thread(this::watch, "final-names");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!closed) {
            try (Stream<Path> caches = Files.list(directory)) {
                caches.filter(cache -> cache.getFileName().toString().startsWith("cache-"))
                        .forEach(this::look);
                Thread.sleep(25);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look(Path cache) {
        Path home = cache.resolve("images").resolve(image.hex());
        String name = cache.getFileName().toString();
        if (!seen.contains(name) && Files.exists(home)) {
            seen.add(name);
            if (!right(home)) {
                wrong.add(name);
            }
        }
    }

    private boolean right(Path home) {
        try {
            return Digest.of(Files.readAllBytes(home.resolve("tree/root.img"))).equals(content);
        } catch (IOException e) {
            return false;
        }
    }

    /** Caches in which something else than the whole image ever stood under its final name. */
    Set<String> wrong() {
        return Set.copyOf(wrong);
    }

    /** Caches in which the whole image stands. */
    Set<String> whole() {
        return Set.copyOf(seen);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
