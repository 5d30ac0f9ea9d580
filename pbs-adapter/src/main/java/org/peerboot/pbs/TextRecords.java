package org.peerboot.pbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@code pbs_rstat -f} prints: {@code Resv ID: NAME}, lines {@code attribute = value}, an empty line. */
final class TextRecords implements Consumer<String> {
    private static final String BEGIN = "Resv ID: ";

    private final Kind kind;
    private final Warnings warnings;
    private final List<Attributes> records = new ArrayList<>();
    private Map<String, String> values = new LinkedHashMap<>();
    private @Nullable String last;

    TextRecords(Kind kind, Warnings warnings) {
        this.kind = kind;
        this.warnings = warnings;
    }

    @Override
    public void accept(String line) {
        int equals = line.indexOf(" = ");
        if (line.startsWith(BEGIN)) {
            values = new LinkedHashMap<>();
            last = null;
            records.add(new Attributes(line.substring(BEGIN.length()).strip(), values));
        } else if (line.startsWith("\t") && last != null) {
            // a long value goes on in the next line
            values.merge(last, line.strip(), String::concat);
        } else if (equals > 0 && !records.isEmpty()) {
            last = line.substring(0, equals).strip();
            if (kind.wants(last)) {
                values.put(last, line.substring(equals + 3).strip());
            } else {
                last = null;
            }
        } else if (line.startsWith("\t") || line.isBlank() || line.startsWith("    ")) {
            last = null;
        } else {
            warnings.add("pbs_rstat", "has a line that belongs to nothing, which is left out");
        }
    }

    List<Attributes> all() {
        return records;
    }
}
