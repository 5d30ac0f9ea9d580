package org.peerboot.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.EnumSet;
import java.util.Set;

/**
 * A compiled condition. It costs a bounded time: no loops, at most 1000 characters, linear regular expressions.
 *
 * @param text as the file has it
 * @param variables that it names
 * @param scopes what it speaks of
 */
record Condition(String text, Set<String> variables, EnumSet<Variable.Scope> scopes, CelRuntime.Program program) {
    /** Whether it holds; one that fails (a division by zero) or lacks a value does not. */
    boolean holds(Facts facts) {
        try {
            return Boolean.TRUE.equals(program.eval(facts));
        } catch (CelEvaluationException e) {
            return false;
        }
    }

    boolean speaksOf(Variable.Scope scope) {
        return scopes.contains(scope);
    }
}
