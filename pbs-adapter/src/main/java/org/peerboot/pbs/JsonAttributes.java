package org.peerboot.pbs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.peerboot.image.RefusedException;

/** One object of PBS's JSON as text by attribute. */
final class JsonAttributes {
    /** What releases of PBS have been seen to write. Values are taken as text, whatever type PBS guessed of them. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(1000)
                    .maxStringLength(1 << 20)
                    .build())
            .build();

    private JsonAttributes() {}

    /**
     * @param members of the object, without its braces
     * @throws RefusedException if they are none
     */
    static Map<String, String> of(String members, Kind kind) {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser("{" + members + "}")) {
            parser.nextToken();
            read(parser, "", kind, values);
        } catch (JsonProcessingException e) {
            String why =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            throw new RefusedException("JSON", why, "see what PBS prints", e);
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot be read", e);
        }
        return values;
    }

    private static void read(JsonParser parser, String prefix, Kind kind, Map<String, String> values)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            if (!kind.wants(name)) {
                parser.skipChildren();
            } else if (token == JsonToken.START_ARRAY) {
                values.put(name, list(parser));
            } else if (token == JsonToken.START_OBJECT && prefix.isEmpty()) {
                read(parser, name + ".", kind, values);
            } else if (token != null && token.isScalarValue()) {
                values.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private static String list(JsonParser parser) throws IOException {
        StringJoiner words = new StringJoiner(",");
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                break;
            }
            if (token.isScalarValue()) {
                words.add(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return words.toString();
    }
}
