package org.peerboot.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.policy.Variable.Scope;

/**
 * The rules that take sources away, by what has to be known before they are asked: one that speaks of a source alone is asked
 * once a node, and not once for each of the thousands that might fetch from it.
 */
public final class Denials {
    private final List<Rule> ofSource;
    private final List<Rule> ofSourceAndImage;
    private final List<Rule> ofDestination;
    private final List<Rule> ofPair;

    Denials(List<Rule> rules) {
        List<Rule> all = rules.stream()
                .filter(rule -> rule.effect() instanceof Effect.Deny)
                .toList();
        ofPair = all.stream()
                .filter(rule ->
                        speaks(rule, Scope.LINK) || (speaks(rule, Scope.SOURCE) && speaks(rule, Scope.DESTINATION)))
                .toList();
        List<Rule> others = all.stream().filter(rule -> !ofPair.contains(rule)).toList();
        ofDestination =
                others.stream().filter(rule -> !speaks(rule, Scope.SOURCE)).toList();
        ofSource = others.stream()
                .filter(rule -> speaks(rule, Scope.SOURCE) && !speaks(rule, Scope.IMAGE) && !speaks(rule, Scope.ORIGIN))
                .toList();
        ofSourceAndImage = others.stream()
                .filter(rule -> speaks(rule, Scope.SOURCE) && !ofSource.contains(rule))
                .toList();
    }

    private static boolean speaks(Rule rule, Scope scope) {
        return rule.when().speaksOf(scope);
    }

    /** Whether there is any. */
    public boolean any() {
        return ofPairs() || !ofSource.isEmpty() || !ofSourceAndImage.isEmpty() || !ofDestination.isEmpty();
    }

    /** Whether any has to be asked about each pair of nodes. */
    public boolean ofPairs() {
        return !ofPair.isEmpty();
    }

    /** The rule that takes a source away from everybody, for every image and whatever the origin does. */
    public @Nullable String source(Facts facts) {
        return first(ofSource, facts);
    }

    /** The rule that takes it away from everybody for this image, beside those of {@link #source}. */
    public @Nullable String sourceOfImage(Facts facts) {
        return first(ofSourceAndImage, facts);
    }

    /** The rule that takes every source of this image away from the destination. */
    public @Nullable String destination(Facts facts) {
        return first(ofDestination, facts);
    }

    /** The rule that takes this source away from this destination, beside those of the others. */
    public @Nullable String pair(Facts facts) {
        return first(ofPair, facts);
    }

    private static @Nullable String first(List<Rule> rules, Facts facts) {
        for (Rule rule : rules) {
            if (rule.when().holds(facts)) {
                return rule.name();
            }
        }
        return null;
    }
}
