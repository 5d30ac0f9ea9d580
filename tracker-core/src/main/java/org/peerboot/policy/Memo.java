package org.peerboot.policy;

import java.util.HashMap;
import java.util.Map;
import org.peerboot.policy.Variable.Scope;

/**
 * What deny rules answered already: a rule that speaks of one node is asked once a node, not once a pair. Good for one
 * image and one state of the cluster; for one thread.
 */
public final class Memo {
    private final Map<Question, Boolean> answers = new HashMap<>();

    private record Question(String rule, String source, String destination) {}

    boolean holds(Rule rule, Facts facts) {
        Condition when = rule.when();
        boolean pair = when.speaksOf(Scope.LINK) || (when.speaksOf(Scope.SOURCE) && when.speaksOf(Scope.DESTINATION));
        if (pair) {
            return when.holds(facts);
        }
        String source = facts.source() != null && when.speaksOf(Scope.SOURCE)
                ? facts.source().name()
                : "";
        String destination = facts.destination() != null && when.speaksOf(Scope.DESTINATION)
                ? facts.destination().name()
                : "";
        return answers.computeIfAbsent(new Question(rule.name(), source, destination), q -> when.holds(facts));
    }
}
