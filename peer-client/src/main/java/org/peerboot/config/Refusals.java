package org.peerboot.config;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** What a reader of the file is told, from what the binding says. */
final class Refusals {
    private Refusals() {}

    static RefusedException of(JsonMappingException e, YamlLines lines) {
        List<String> path = path(e);
        String what = lines.describe(path);
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return new RefusedException(what + ", " + refused.what(), refused.why(), refused.remedy(), e);
            }
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknown(unknown, what);
        }
        if (e instanceof InvalidNullException nothing) {
            return new RefusedException(
                    what, "lacks the key \"" + nothing.getPropertyName().getSimpleName() + "\"", "add it", e);
        }
        if (e instanceof MismatchedInputException wrong) {
            if (e.getOriginalMessage().startsWith("Missing required creator property")) {
                String missing = e.getOriginalMessage().replaceAll("^[^']*'([^']*)'.*$", "$1");
                return new RefusedException(what, "lacks the key \"" + missing + "\"", "add it", e);
            }
            String given = lines.scalar(path);
            return new RefusedException(
                    lines.beginning(path),
                    (given == null ? "" : "\"" + given + "\" ") + "is not " + kind(wrong.getTargetType()),
                    "correct the value",
                    e);
        }
        Throwable cause = e.getCause();
        if (cause instanceof StreamReadException) {
            return new RefusedException(what, "\"" + lines.scalar(path) + "\" is not a number", "correct the value", e);
        }
        return new RefusedException(
                what,
                cause == null ? e.getOriginalMessage() : Objects.toString(cause.getMessage(), cause.toString()),
                "correct the value",
                e);
    }

    private static RefusedException unknown(UnrecognizedPropertyException e, String what) {
        Collection<String> known = new TreeSet<>();
        if (e.getKnownPropertyIds() != null) {
            e.getKnownPropertyIds().forEach(id -> known.add(id.toString()));
        }
        String like = Nearest.to(e.getPropertyName(), known);
        return new RefusedException(
                what,
                "is not known",
                (like == null ? "" : "did you mean \"" + like + "\"? ") + "known here: " + String.join(", ", known),
                e);
    }

    private static List<String> path(JsonMappingException e) {
        List<String> path = new ArrayList<>();
        for (JsonMappingException.Reference reference : e.getPath()) {
            path.add(reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName());
        }
        return path;
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "understood";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number that fits";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == Bytes.class) {
            return "a size such as 256MiB";
        }
        if (type == Rate.class) {
            return "a rate such as 20MB/s";
        }
        if (type.isRecord() || Map.class.isAssignableFrom(type)) {
            return "a block of KEY: VALUE lines";
        }
        return type == String.class ? "text" : "a " + type.getSimpleName();
    }
}
