package org.peerboot.policy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Nearest;

/** What CEL's errors mean to an administrator. */
final class ConditionErrors {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Pattern UNEXPECTED =
            Pattern.compile("(?:mismatched|extraneous) input '(.*?)' expecting.*", Pattern.DOTALL);
    private static final Set<String> LOOPS = Set.of("all", "exists", "exists_one", "filter", "has", "map");
    private static final List<String> FUNCTIONS =
            List.of("contains", "endsWith", "matches", "size", "startsWith", "double", "int", "string");

    private ConditionErrors() {}

    /** @param column in the line, from 0 */
    record Words(int column, String why, String remedy) {}

    /**
     * @param line in the condition, from 1
     * @param column in that line, from 0
     */
    static Words words(String condition, int line, int column, String message) {
        String text = condition.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
        if (UNDECLARED.matcher(message).matches()) {
            return undeclared(text, column);
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            String operator = overload.group(1).replace("@", "").replaceAll("^_|_$", "");
            return new Words(
                    column,
                    "\"" + operator.replace("_", "") + "\" does not take " + typeWords(overload.group(2)),
                    "compare things of one kind, and a bool with nothing: write source.job.running or"
                            + " !source.job.running");
        }
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (message.contains("input '<EOF>'")) {
            return new Words(column, "it ends too early", "complete it, or close a bracket or quote");
        }
        if (unexpected.matches()) {
            return new Words(
                    column, "\"" + unexpected.group(1) + "\" is not expected here", "remove it, or join with && or ||");
        }
        if (message.startsWith("token recognition error")) {
            return new Words(
                    column, message.replace("token recognition error at: ", "cannot read "), "close the quote");
        }
        if (message.contains("recursion limit")) {
            return new Words(column, "it is nested more than 32 deep", "remove brackets");
        }
        return new Words(column, message.replaceAll(" expecting \\{.*", ""), "correct it");
    }

    private static Words undeclared(String text, int column) {
        if (column < text.length() && text.charAt(column) == '(') {
            int begin = column;
            while (begin > 0 && (Character.isLetterOrDigit(text.charAt(begin - 1)) || text.charAt(begin - 1) == '_')) {
                begin--;
            }
            String function = text.substring(begin, column);
            return LOOPS.contains(function)
                    ? new Words(
                            begin,
                            function + "() is not part of conditions",
                            "ask with in, as in \"gpu\" in source.features")
                    : new Words(begin, "there is no function \"" + function + "\"", meant(function, FUNCTIONS));
        }
        Matcher path = PATH.matcher(text);
        String name = path.find(Math.min(column, text.length())) ? path.group() : text;
        return new Words(column, "there is no variable \"" + name + "\"", meant(name, Variable.ALL.keySet()));
    }

    private static String meant(String word, Collection<String> known) {
        @Nullable String nearest = Nearest.to(word, known);
        return nearest != null ? "did you mean \"" + nearest + "\"?" : "use one of " + String.join(", ", known);
    }

    /** CEL's names of types, in the words of the documentation. */
    static String typeWords(String types) {
        return types.replaceAll("^\\(|\\)$", "")
                .replaceAll("list\\(string\\)", "list of text")
                .replaceAll("\\b(int|double|uint)\\b", "number")
                .replaceAll("\\bstring\\b", "text")
                .replace(", ", " and ");
    }
}
