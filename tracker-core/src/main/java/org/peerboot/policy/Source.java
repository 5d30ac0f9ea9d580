package org.peerboot.policy;

import java.util.List;
import org.peerboot.config.Text;
import org.peerboot.image.RefusedException;

/** The policy's text, for telling where things stand. */
final class Source {
    private final String file;
    private final List<String> lines;

    Source(String file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    String file() {
        return file;
    }

    String place(Text at) {
        return file + " line " + at.line() + " column " + at.column();
    }

    /** What is wrong with a rule as a whole. */
    RefusedException refused(RuleSpec rule, String why, String remedy) {
        return new RefusedException(
                place(rule.name()) + ", rule \"" + rule.name().value() + "\"", why, remedy);
    }

    /**
     * Where a position within a scalar stands in the file.
     *
     * @param line in the scalar, from 1
     * @param column in that line, from 0
     */
    String place(Text scalar, int line, int column) {
        String first = scalar.line() <= lines.size() ? lines.get(scalar.line() - 1) : "";
        char begins = scalar.column() <= first.length() ? first.charAt(scalar.column() - 1) : ' ';
        if (begins == '|') {
            int at = Math.min(lines.size(), scalar.line() + line);
            String there = lines.get(at - 1);
            int indent = there.length() - there.stripLeading().length();
            String read = scalar.value().lines().skip(line - 1L).findFirst().orElse("");
            int taken = read.length() - read.stripLeading().length();
            return file + " line " + at + " column " + (indent - taken + column + 1);
        }
        if (begins == '>') {
            // folding loses the lines' ends, so a folded block's error is said to be where the block begins
            return file + " line " + (scalar.line() + 1);
        }
        boolean quoted = begins == '"' || begins == '\'';
        int at = scalar.column() + column + (quoted ? 1 : 0);
        // a scalar over several lines is joined into one before the condition is read
        return file + " line " + scalar.line() + (at <= first.length() + 1 ? " column " + at : "");
    }
}
