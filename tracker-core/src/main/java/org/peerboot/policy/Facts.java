package org.peerboot.policy;

import dev.cel.runtime.CelVariableResolver;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Attribute;
import org.peerboot.wire.AttributeValue;

/**
 * What one evaluation sees; what is absent has no value, and a condition that depends on it does not hold.
 *
 * @param origin its attributes by name
 */
public record Facts(
        @Nullable NodeFacts source,
        @Nullable NodeFacts destination,
        Map<String, AttributeValue> link,
        Map<String, AttributeValue> origin,
        @Nullable ImageFacts image)
        implements CelVariableResolver {

    @Override
    public Optional<Object> find(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String key = name.substring(dot + 1);
        return Optional.ofNullable(
                switch (name.substring(0, dot)) {
                    case "source" -> source == null ? null : source.value(key);
                    case "destination" -> destination == null ? null : destination.value(key);
                    case "link" -> link(name);
                    case "origin" -> NodeFacts.attribute(origin, key);
                    case "image" -> image == null ? null : image.value(key);
                    default -> null;
                });
    }

    private @Nullable Object link(String name) {
        for (Attribute attribute : Attribute.values()) {
            if (attribute.of() == Attribute.Of.LINK && Variable.link(attribute).equals(name)) {
                return NodeFacts.attribute(link, attribute.key());
            }
        }
        return null;
    }
}
