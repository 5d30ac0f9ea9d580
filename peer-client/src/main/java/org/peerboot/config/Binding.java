package org.peerboot.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** YAML into records. */
final class Binding {
    private static final ObjectMapper MAPPER = build();

    private Binding() {}

    static ObjectMapper mapper() {
        return MAPPER;
    }

    private static ObjectMapper build() {
        YAMLFactory factory = YAMLFactory.builder()
                .loaderOptions(YamlLines.options())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .build();
        ObjectMapper mapper = YAMLMapper.builder(factory)
                .annotationIntrospector(new RecordRules())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .addModule(new SimpleModule()
                        .addDeserializer(Bytes.class, new FromText<>(Bytes.class, Bytes::parse))
                        .addDeserializer(Rate.class, new FromText<>(Rate.class, Rate::parse))
                        .addDeserializer(Duration.class, new FromText<>(Duration.class, Durations::parse)))
                .build();
        return mapper.setInjectableValues(new RecordRules.Defaults(mapper));
    }

    /** Takes a plain number as the text that it is, so that {@code rate: 0} and {@code size: 10} reach the parser. */
    private static final class FromText<T> extends JsonDeserializer<T> {
        private final Class<T> type;
        private final Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            this.type = type;
            this.parse = parse;
        }

        @Override
        @SuppressWarnings("unchecked")
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.currentToken().isScalarValue()
                    ? parse.apply(parser.getText())
                    : (T) context.handleUnexpectedToken(type, parser);
        }
    }
}
