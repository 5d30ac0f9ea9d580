package org.peerboot.pbs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.reader.Commands;
import org.peerboot.image.RefusedException;

/**
 * The objects in the JSON of pbsnodes and qstat, one at a time: twenty thousand jobs with their environments never stand
 * in memory as a whole, and one that is broken costs only itself. PBS writes a line an attribute and indents, which is
 * where one object ends and the next begins; within it JSON is parsed as JSON.
 */
final class JsonRecords implements Consumer<String> {
    /** A job whose environment is larger is told without it, or not at all. */
    private static final int MAX_RECORD = 4 << 20;

    /** Names are short, and values are not parsed by expressions. */
    private static final int MAX_START = 400;

    private static final Pattern START = Pattern.compile("\"([^\"]*)\"\\s*:\\s*\\{\\s*(}?)\\s*,?");
    private static final Pattern VERSION = Pattern.compile("\"pbs_version\"\\s*:\\s*\"([A-Za-z0-9._-]{1,64})\",?");

    private final String command;
    private final Kind kind;
    private final Warnings warnings;
    private final List<Attributes> records = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String version = "";
    private int sectionIndent = -1;
    private int recordIndent = -1;
    private @Nullable String record;
    private boolean tooLong;
    private boolean closed;
    private boolean strange;

    /** @param command whose output it is, for warnings */
    JsonRecords(String command, Kind kind, Warnings warnings) {
        this.command = command;
        this.kind = kind;
        this.warnings = warnings;
    }

    @Override
    public void accept(String line) {
        if (line.length() >= Commands.MAX_LINE) {
            warnings.add(where(), "has a line of more than " + (Commands.MAX_LINE >> 10) + " KiB, which is left out");
            return;
        }
        String body = line.strip();
        int indent = line.indexOf(body);
        if (sectionIndent < 0) {
            head(body, indent);
            return;
        }
        Matcher start =
                body.length() <= MAX_START && (recordIndent < 0 || indent == recordIndent) ? START.matcher(body) : null;
        if (start != null && start.matches()) {
            broken();
            begin(start.group(1), indent, !start.group(2).isEmpty());
        } else if (body.startsWith("}") && indent <= sectionIndent) {
            broken();
            sectionIndent = -1;
        } else if (record == null) {
            strange |= !body.isEmpty();
        } else if (indent == recordIndent && (body.equals("}") || body.equals("},"))) {
            end();
        } else if (text.length() + body.length() > MAX_RECORD) {
            tooLong = true;
        } else {
            text.append(body).append('\n');
        }
    }

    private void head(String body, int indent) {
        Matcher start = body.length() <= MAX_START ? START.matcher(body) : null;
        if (start != null && start.matches() && start.group(1).equals(kind.section)) {
            sectionIndent = start.group(2).isEmpty() ? indent : -1;
            return;
        }
        Matcher told = VERSION.matcher(body);
        if (told.matches()) {
            version = told.group(1);
        }
        closed |= body.equals("}");
    }

    private void begin(String name, int indent, boolean empty) {
        record = name;
        recordIndent = indent;
        tooLong = false;
        text.setLength(0);
        if (empty) {
            end();
        }
    }

    private void end() {
        String name = record;
        record = null;
        if (name == null) {
            return;
        }
        if (tooLong) {
            warnings.add(command + ", " + name, "is longer than " + (MAX_RECORD >> 20) + " MiB, and left out");
            return;
        }
        try {
            records.add(new Attributes(name, JsonAttributes.of(text.toString(), kind)));
        } catch (RefusedException e) {
            warnings.add(command + ", " + name, "is no JSON (" + e.why() + "), and left out");
        }
    }

    private void broken() {
        if (record != null) {
            warnings.add(command + ", " + record, "does not end, and is left out");
            record = null;
        }
    }

    /** All that were whole, once the last line was seen. */
    List<Attributes> all() {
        broken();
        if (!closed || sectionIndent >= 0) {
            warnings.add(
                    command,
                    records.isEmpty() ? "says nothing of use" : "is cut off after " + records.size() + " of them");
        }
        if (strange) {
            warnings.add(command, "has lines that belong to nothing, which are left out");
        }
        return records;
    }

    /** Of PBS; empty where it does not say. */
    String version() {
        return version;
    }

    private String where() {
        return record == null ? command : command + ", " + record;
    }
}
