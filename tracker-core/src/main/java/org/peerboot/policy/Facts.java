package org.peerboot.policy;

import dev.cel.runtime.CelVariableResolver;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        Variable variable = Variable.ALL.get(name);
        return variable == null ? Optional.empty() : Optional.ofNullable(value(variable));
    }

    @Nullable
    Object value(Variable variable) {
        String key = variable.key();
        return switch (variable.scope()) {
            case SOURCE -> source == null ? null : source.value(key);
            case DESTINATION -> destination == null ? null : destination.value(key);
            case LINK -> NodeFacts.attribute(link, key);
            case ORIGIN -> NodeFacts.attribute(origin, key);
            case IMAGE -> image == null ? null : image.value(key);
        };
    }
}
