package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.StrictYaml;
import org.peerboot.wire.Json;

/** The shipped OpenAPI description: every answer that a test gets must be as it says, and hold nothing that it does not. */
final class ApiDescription {
    static final ApiDescription OF_TRACKER = new ApiDescription(Path.of("../packaging/api/tracker.openapi.yaml"));
    private static final String NAME = "https://peerboot.invalid/tracker";
    /** What is answered with text, not JSON. */
    private static final Set<String> TEXTS = Set.of("/metrics", BootRoutes.PATH);

    private final Map<?, ?> document;
    private final JsonSchemaFactory factory;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private ApiDescription(Path file) {
        document = StrictYaml.parse(StrictYaml.text(file), file.toString(), Map.class);
        // Clients shall ignore what they do not know; a test shall not.
        String strict = Json.write(document)
                .replace("{\"type\":\"object\",", "{\"additionalProperties\":false,\"type\":\"object\",");
        factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(NAME, strict))));
    }

    /** {@code METHOD /path} of everything described. */
    TreeSet<String> requests() {
        TreeSet<String> requests = new TreeSet<>();
        below(document, "paths")
                .forEach((path, methods) -> ((Map<?, ?>) methods)
                        .keySet()
                        .forEach(method -> requests.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));
        return requests;
    }

    void check(String method, String target, HttpResponse<String> response) {
        String path = target.replaceFirst("\\?.*", "");
        String verb = method.toLowerCase(Locale.ROOT);
        String status = Integer.toString(response.statusCode());
        String operation = "/paths/" + path.replace("/", "~1") + "/" + verb;
        boolean described = below(below(below(below(document, "paths"), path), verb), "responses")
                .containsKey(status);
        if (!described) {
            assertThat(response.statusCode())
                    .as(method + " " + target + " is not described")
                    .isGreaterThanOrEqualTo(400);
        }
        String answer = described ? operation + "/responses/" + status : "/components/responses/Refused";
        if (!TEXTS.contains(path)) {
            assertThat(schemas.computeIfAbsent(answer + "/content/application~1json/schema", this::schema)
                            .validate(response.body(), InputFormat.JSON))
                    .as(method + " " + target + ": " + response.body())
                    .isEmpty();
        }
    }

    private JsonSchema schema(String pointer) {
        return factory.getSchema(SchemaLocation.of(NAME + "#" + pointer));
    }

    private static Map<?, ?> below(Map<?, ?> map, String key) {
        @Nullable Object value = map.get(key);
        return value instanceof Map<?, ?> inner ? inner : Map.of();
    }
}
