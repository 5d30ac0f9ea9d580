package org.peerboot.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A scalar of a file and where it stands: for errors about what a single value cannot tell, such as a name that two
 * items share. {@link StrictYaml} reads it as it reads text.
 *
 * @param line from 1
 * @param column from 1, of its first character or quote
 */
@JsonDeserialize(using = Text.Reader.class)
public record Text(String value, int line, int column) {
    static final class Reader extends JsonDeserializer<Text> {
        @Override
        public @Nullable Text deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonToken token = parser.currentToken();
            if (!token.isScalarValue()) {
                return (Text) context.handleUnexpectedToken(String.class, parser);
            }
            JsonLocation at = parser.currentTokenLocation();
            return new Text(parser.getText(), at.getLineNr(), at.getColumnNr());
        }
    }
}
