package org.peerboot.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.peerboot.config.Text;
import org.peerboot.image.RefusedException;

/** Compiles conditions against the schema of {@link Variable}. */
final class Conditions {
    private static final int MAX_LENGTH = 1000;

    /** No macros, hence no comprehension: nothing in a condition loops. */
    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(32)
            .maxRegexProgramSize(1000)
            .enableHeterogeneousNumericComparisons(true)
            .enableComprehension(false)
            .build();

    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private Conditions() {}

    private static CelCompiler compiler() {
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS);
        Variable.ALL.values().forEach(variable -> builder.addVar(variable.name(), variable.type()));
        return builder.build();
    }

    /** @throws RefusedException with the position of what is wrong */
    static Condition compile(Text when, Source source) {
        if (when.value().length() > MAX_LENGTH) {
            throw new RefusedException(
                    source.place(when) + ", condition",
                    "has " + when.value().length() + " characters, more than " + MAX_LENGTH,
                    "split the rule in two");
        }
        CelValidationResult result = COMPILER.compile(when.value());
        if (result.hasError()) {
            throw refused(when, source, result.getErrors().get(0));
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            if (!tree.getResultType().equals(SimpleType.BOOL)) {
                throw new RefusedException(
                        source.place(when) + ", condition \"" + oneLine(when) + "\"",
                        "is a " + ConditionErrors.typeWords(tree.getResultType().name()) + ", not true or false",
                        "compare it with something, such as ... > 0");
            }
            Regexes.check(tree, when, source);
            Set<String> variables = new LinkedHashSet<>();
            for (CelReference reference : tree.getReferenceMap().values()) {
                if (Variable.ALL.containsKey(reference.name())) {
                    variables.add(reference.name());
                }
            }
            EnumSet<Variable.Scope> scopes = EnumSet.noneOf(Variable.Scope.class);
            for (Variable variable : Variable.ALL.values()) {
                if (variables.contains(variable.name())) {
                    scopes.add(variable.scope());
                }
            }
            return new Condition(when.value(), variables, scopes, RUNTIME.createProgram(tree));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new RefusedException(
                    source.place(when) + ", condition \"" + oneLine(when) + "\"",
                    "cannot be compiled (" + e.getMessage() + ")",
                    "rewrite it",
                    e);
        }
    }

    private static RefusedException refused(Text when, Source source, CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        ConditionErrors.Words words = ConditionErrors.words(when.value(), line, column, issue.getMessage());
        return new RefusedException(
                source.place(when, line, words.column()) + ", condition \"" + oneLine(when) + "\"",
                words.why(),
                words.remedy());
    }

    static CelRuntime.Program program(CelAbstractSyntaxTree tree) throws CelEvaluationException {
        return RUNTIME.createProgram(tree);
    }

    static CelAbstractSyntaxTree tree(String condition) throws CelValidationException {
        return COMPILER.compile(condition).getAst();
    }

    static String oneLine(Text when) {
        return when.value().strip().replaceAll("\\s+", " ");
    }
}
