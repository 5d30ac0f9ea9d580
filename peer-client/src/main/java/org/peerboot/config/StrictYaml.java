package org.peerboot.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.peerboot.image.RefusedException;

/**
 * Files that administrators write, read into records. What is not understood to the letter is refused with file, line
 * and key: a typo in a limit must not become a node without a limit.
 */
public final class StrictYaml {
    /** The most bytes in a file, where the caller names no other. */
    public static final int MAX_BYTES = 1 << 20;

    private StrictYaml() {}

    /** {@link #read(Path, Class, int)} of at most {@link #MAX_BYTES}. */
    public static <T> T read(Path file, Class<T> type) {
        return read(file, type, MAX_BYTES);
    }

    /**
     * @param type a record; a key is required unless its component is {@code @Nullable} or has a {@link Default}
     * @param maxBytes refuses a longer file
     * @throws RefusedException with file, line and key, if the file is missing or anything in it is not a {@code type}
     */
    public static <T> T read(Path file, Class<T> type, int maxBytes) {
        return parse(text(file, maxBytes), file.toString(), type);
    }

    /** A file's text, for those who parse it themselves; refused as by {@link #read(Path, Class)}. */
    public static String text(Path file) {
        return text(file, MAX_BYTES);
    }

    private static String text(Path file, int maxBytes) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(maxBytes + 1);
        } catch (NoSuchFileException e) {
            throw new RefusedException("file " + file, "does not exist", "create it, or name another", e);
        } catch (IOException e) {
            throw new RefusedException(
                    "file " + file, "cannot be read (" + e + ")", "check that it is a file that this user may read", e);
        }
        if (bytes.length > maxBytes) {
            throw new RefusedException("file " + file, "is longer than " + maxBytes + " bytes", "make it shorter");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException("file " + file, "is not UTF-8 text", "save it as UTF-8", e);
        }
    }

    /**
     * As {@link #read(Path, Class)}, of text that came some other way.
     *
     * @param place what errors call the text, such as its file's name
     */
    public static <T> T parse(String text, String place, Class<T> type) {
        YamlLines lines = YamlLines.of(text, place);
        try {
            return Binding.mapper().readValue(text, type);
        } catch (JsonMappingException e) {
            throw Refusals.of(e, lines);
        } catch (JsonProcessingException e) {
            throw new RefusedException(
                    place + " line " + e.getLocation().getLineNr() + " column "
                            + e.getLocation().getColumnNr(),
                    e.getOriginalMessage(),
                    "correct the YAML",
                    e);
        }
    }
}
