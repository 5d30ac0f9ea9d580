package org.peerboot.tracker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of history in the state directory: what was written last, or what was there before, whenever the power goes. It is
 * worth less than a tracker that runs: what cannot be read is put aside, and what cannot be written is told of.
 */
final class HistoryFile<T extends Record> {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
    /** What the reader of JSON takes. */
    private static final long MOST_BYTES = 32L << 20;

    private final Path file;
    private final Class<T> type;
    private final T nothing;
    private volatile @Nullable String warning;

    /** @param nothing what it is where there is no file */
    HistoryFile(Path file, Class<T> type, T nothing) {
        this.file = file;
        this.type = type;
        this.nothing = nothing;
    }

    /** Why what was there is not used; absent where it is. Until the tracker starts again. */
    @Nullable
    String warning() {
        return warning;
    }

    T read() {
        if (!Files.exists(file)) {
            return nothing;
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new RefusedException(file.toString(), "is larger than " + MOST_BYTES + " bytes", "remove it");
            }
            return Json.read(Files.readAllBytes(file), type, file.toString());
        } catch (IOException | RefusedException e) {
            warning = "history " + file + " begins anew, the old is " + file.getFileName() + ".bad: " + e.getMessage();
            LOG.warn("{}", warning);
            putAside();
            return nothing;
        }
    }

    private void putAside() {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".bad"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("history={} cannot be put aside: {}", file, e.toString());
        }
    }

    /** For one thread at a time. */
    synchronized void write(T part) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(Json.write(part).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("history={} cannot be written, what is new is lost: {}", file, e.toString());
        }
    }
}
