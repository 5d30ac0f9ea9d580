package org.peerboot.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import org.peerboot.image.RefusedException;

/** JSON as it travels: lenient to fields it does not know, since peers live inside images and grow old; strict in size. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(8 << 20)
                            .maxDocumentLength(32L << 20)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private Json() {}

    public static String write(Object message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + message.getClass().getName(), e);
        }
    }

    /** Writes {@code message} in UTF-8 and leaves {@code to} open. */
    public static void write(Object message, OutputStream to) throws IOException {
        MAPPER.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(to, message);
    }

    /**
     * @param from who sent it, for the error
     * @throws RefusedException if {@code bytes} are not a {@code type} in UTF-8
     */
    public static <T> T read(byte[] bytes, Class<T> type, String from) {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (IOException e) {
            throw notUnderstood(type, from, e);
        }
    }

    /**
     * @param from who sent it, for the error
     * @throws RefusedException if {@code text} is not a {@code type}
     */
    public static <T> T read(String text, Class<T> type, String from) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw notUnderstood(type, from, e);
        }
    }

    private static RefusedException notUnderstood(Class<?> type, String from, IOException e) {
        String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString();
        return new RefusedException(
                type.getSimpleName() + " from " + from,
                "is not understood (" + why + ")",
                "check that both ends run supported releases",
                e);
    }

    /** The mapper itself, for trees and streams. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }
}
