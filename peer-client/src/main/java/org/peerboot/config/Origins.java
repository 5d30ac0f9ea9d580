package org.peerboot.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** Where each value of a file came from. */
public final class Origins {
    private static final String DEFAULT = "default";
    private static final String NESTED = "{}";

    private final JsonNode tree;
    private final YamlLines lines;
    private final String place;
    private final List<ConfigValue> values = new ArrayList<>();

    private Origins(JsonNode tree, YamlLines lines, String place) {
        this.tree = tree;
        this.lines = lines;
        this.place = place;
    }

    /**
     * Every key of {@code type} in its order.
     *
     * @param place what the text's file is called
     * @throws RefusedException if the text is not a {@code type}
     */
    public static List<ConfigValue> of(String text, String place, Class<? extends Record> type) {
        StrictYaml.parse(text, place, type);
        try {
            Origins origins = new Origins(Binding.mapper().readTree(text), YamlLines.of(text, place), place);
            origins.add(type, List.of());
            return List.copyOf(origins.values);
        } catch (JsonProcessingException e) {
            throw new RefusedException(place, e.getOriginalMessage(), "correct the YAML", e);
        }
    }

    private void add(Class<?> type, List<String> above) {
        for (RecordComponent component : type.getRecordComponents()) {
            List<String> path = new ArrayList<>(above);
            path.add(component.getName());
            Default byDefault = component.getAnnotation(Default.class);
            String otherwise = byDefault == null ? null : byDefault.value();
            if (component.getType().isRecord() && NESTED.equals(otherwise)) {
                add(component.getType(), path);
            } else {
                add(path, otherwise);
            }
        }
    }

    private void add(List<String> path, @Nullable String otherwise) {
        JsonNode node = tree;
        for (String part : path) {
            node = node.path(part);
        }
        boolean written = !node.isMissingNode();
        Integer line = lines.line(path);
        values.add(new ConfigValue(
                String.join(".", path),
                written ? text(node) : otherwise,
                !written || line == null ? DEFAULT : place + " line " + line));
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
