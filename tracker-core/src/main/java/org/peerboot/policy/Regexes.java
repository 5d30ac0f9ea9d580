package org.peerboot.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.peerboot.config.Text;
import org.peerboot.image.RefusedException;

/** Tries the regular expressions of a condition: a wrong one would else never match, and say nothing. */
final class Regexes {
    private static final String TRIAL = "source.name.matches(source.leaf)";

    private Regexes() {}

    static void check(CelAbstractSyntaxTree tree, Text when, Source source)
            throws CelValidationException, CelEvaluationException {
        Iterator<CelNavigableExpr> nodes =
                CelNavigableAst.fromAst(tree).getRoot().allNodes().iterator();
        while (nodes.hasNext()) {
            CelExpr expression = nodes.next().expr();
            if (expression.exprKind().getKind() != CelExpr.ExprKind.Kind.CALL
                    || !expression.call().function().equals("matches")) {
                continue;
            }
            List<CelExpr> arguments = expression.call().args();
            CelExpr last = arguments.get(arguments.size() - 1);
            if (last.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                    && last.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
                tryOut(last.constant().stringValue(), when, source);
            }
        }
    }

    private static void tryOut(String regex, Text when, Source source)
            throws CelValidationException, CelEvaluationException {
        CelVariableResolver values = name -> Optional.of(name.equals("source.leaf") ? regex : "n1");
        try {
            Conditions.program(Conditions.tree(TRIAL)).eval(values);
        } catch (CelEvaluationException e) {
            throw new RefusedException(
                    source.place(when) + ", regular expression \"" + regex + "\"",
                    "cannot be read (" + String.valueOf(e.getMessage()).replaceFirst("^.*error parsing regexp: ", "")
                            + ")",
                    "correct it; the syntax is RE2's",
                    e);
        }
    }
}
