package org.peerboot.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.AttributeTable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "attributes",
        description =
                "Shows the resource attributes of nodes, of the origin and of switches: value, age, who measured it,"
                        + " and where it stands to the policy's thresholds.")
final class AttributesCommand implements Callable<Integer> {
    /** One of the two. */
    static final class Of {
        @Option(names = "--node", paramLabel = "NODES", description = "Of these nodes alone: a host list, or origin.")
        private @Nullable String nodes;

        @Option(names = "--switch", paramLabel = "SWITCH", description = "Of this switch alone.")
        private @Nullable String leaf;
    }

    @Mixin
    private ClientOptions options;

    @ArgGroup
    private Of of = new Of();

    private final Terminal terminal;

    AttributesCommand(Terminal terminal) {
        this.terminal = terminal;
        this.options = new ClientOptions(terminal);
    }

    @Override
    public Integer call() {
        AttributeTable table = options.client().attributes(of.nodes, of.leaf);
        if (!options.printed(table)) {
            lines(table).forEach(terminal.out()::println);
        }
        return ExitCode.OK;
    }

    static List<String> lines(AttributeTable table) {
        Table lines = new Table("OF", "ATTRIBUTE", ">VALUE", "UNIT", ">AGE", "SOURCE", "THRESHOLDS");
        for (AttributeTable.Row row : table.rows()) {
            Long age = row.ageMillis();
            lines.row(
                    row.of(),
                    row.attribute(),
                    number(row.value()),
                    row.unit(),
                    age == null ? "-" : String.format(Locale.ROOT, "%.1f s", age / 1000.0),
                    row.source(),
                    row.thresholds().isEmpty()
                            ? "-"
                            : row.thresholds().stream()
                                    .map(AttributesCommand::words)
                                    .collect(Collectors.joining(", ")));
        }
        return lines.lines();
    }

    private static String words(AttributeTable.Threshold threshold) {
        Double until = threshold.until();
        Double below = threshold.below();
        if (Boolean.TRUE.equals(threshold.belowTransfer())) {
            return threshold.state() + ", counts within the transfer's time (" + threshold.rule() + ")";
        }
        if (below != null) {
            return threshold.state() + " " + number(below) + ", counts below (" + threshold.rule() + ")";
        }
        return threshold.state() + " " + number(threshold.above()) + (until == null ? "" : "/" + number(until)) + " ("
                + threshold.rule() + ")";
    }

    private static String number(@Nullable Double value) {
        if (value == null) {
            return "unknown";
        }
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
