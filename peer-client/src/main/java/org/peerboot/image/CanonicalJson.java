package org.peerboot.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** One spelling a value: keys sorted, no white space, UTF-8, absent fields left out. */
final class CanonicalJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(20)
                            .build())
                    .build())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CanonicalJson() {}

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getName(), e);
        }
    }

    /** @throws RefusedException unless {@code bytes} are the canonical spelling of a {@code type} */
    static <T> T read(byte[] bytes, Class<T> type, String what, String remedy) {
        T value;
        try {
            value = MAPPER.readValue(bytes, type);
        } catch (JsonProcessingException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof RefusedException refused) {
                    throw new RefusedException(what + ", " + refused.what(), refused.why(), remedy, e);
                }
            }
            throw new RefusedException(
                    what + place(e, bytes), "is not understood (" + e.getOriginalMessage() + ")", remedy, e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
        if (value == null || !isSpelling(bytes, value)) {
            throw new RefusedException(what, "is not in canonical JSON", remedy);
        }
        return value;
    }

    private static boolean isSpelling(byte[] bytes, Object value) {
        Comparison comparison = new Comparison(bytes);
        try {
            MAPPER.writeValue(comparison, value);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getName(), e);
        }
        return comparison.same();
    }

    /** Compares what is written into it: a second copy of 16 MiB would cost a peer a sixth of its heap. */
    private static final class Comparison extends OutputStream {
        private final byte[] expected;
        private int at;
        private boolean same = true;

        Comparison(byte[] expected) {
            this.expected = expected;
        }

        boolean same() {
            return same && at == expected.length;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            same = same
                    && length <= expected.length - at
                    && Arrays.equals(expected, at, at + length, bytes, offset, offset + length);
            at += length;
        }
    }

    /** The field that {@code e} is about; an entry by its path, since nobody counts to the 4711th. */
    private static String place(JsonProcessingException e, byte[] bytes) {
        if (!(e instanceof JsonMappingException mapping)) {
            return "";
        }
        StringBuilder place = new StringBuilder();
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference reference : mapping.getPath()) {
            String name = reference.getFieldName();
            pointer.append('/').append(name == null ? Integer.toString(reference.getIndex()) : name);
            String path = name == null ? text(bytes, pointer + "/path") : "";
            if (!path.isEmpty()) {
                place.setLength(0);
                place.append(", entry \"").append(Paths.shown(path)).append('"');
            } else {
                place.append(", ").append(name == null ? "number " + reference.getIndex() : Paths.shown(name));
            }
        }
        return place.toString();
    }

    private static String text(byte[] bytes, String pointer) {
        try {
            return MAPPER.readTree(bytes).at(pointer).asText("");
        } catch (IOException e) {
            return ""; // broken further on; the place in numbers must do
        }
    }
}
