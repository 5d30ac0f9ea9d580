package org.peerboot.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.peerboot.attributes.Attribute;

/**
 * A compiled condition. It costs a bounded time: no loops, at most 1000 characters, linear regular expressions. It is a
 * function of the variables that it names, and thousands of nodes differ in few of these: so it remembers its answers.
 */
final class Condition {
    private static final int MOST_ANSWERS = 4096;
    /** In place of a value that is not known. */
    private static final Object UNKNOWN = new Object();

    private final String text;
    private final Set<String> variables;
    private final EnumSet<Variable.Scope> scopes;
    private final List<Variable> asked;
    private final CelRuntime.Program program;
    private final Map<Object, Boolean> answers = new ConcurrentHashMap<>();

    /**
     * @param text as the file has it
     * @param variables that it names
     * @param scopes what it speaks of
     */
    Condition(String text, Set<String> variables, EnumSet<Variable.Scope> scopes, CelRuntime.Program program) {
        this.text = text;
        this.variables = variables;
        this.scopes = scopes;
        this.program = program;
        this.asked = variables.stream()
                .flatMap(name -> Stream.ofNullable(Variable.ALL.get(name)))
                .toList();
    }

    String text() {
        return text;
    }

    Set<String> variables() {
        return variables;
    }

    EnumSet<Variable.Scope> scopes() {
        return scopes;
    }

    /** Whether it holds; one that fails (a division by zero) or lacks a value does not. */
    boolean holds(Facts facts) {
        if (asked.size() == 1) {
            Object value = facts.value(asked.get(0));
            return known(value == null ? UNKNOWN : value, facts);
        }
        List<Object> values = new ArrayList<>(asked.size());
        for (Variable variable : asked) {
            Object value = facts.value(variable);
            values.add(value == null ? UNKNOWN : value);
        }
        return known(values, facts);
    }

    /** @param values of the variables, or the one's */
    private boolean known(Object values, Facts facts) {
        Boolean known = answers.get(values);
        if (known != null) {
            return known;
        }
        boolean answer = ask(facts);
        if (answers.size() < MOST_ANSWERS) {
            answers.put(values, answer);
        }
        return answer;
    }

    private boolean ask(Facts facts) {
        try {
            return Boolean.TRUE.equals(program.eval(facts));
        } catch (CelEvaluationException e) {
            return false;
        }
    }

    /** Whether it names what begins with a job. */
    boolean asksForJobs() {
        return asked.stream()
                .map(Variable::key)
                .anyMatch(key -> key.equals(Attribute.JOB_RUNNING.key()) || key.equals(Attribute.JOB_EXCLUSIVE.key()));
    }

    boolean speaksOf(Variable.Scope scope) {
        return scopes.contains(scope);
    }
}
