package org.peerboot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.Explanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = "Says why one node may or may not send to another: the rules asked and the attributes they saw.")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private ClientOptions options;

    @Option(names = "--source", required = true, paramLabel = "NODE", description = "The node that would send.")
    private String source = "";

    @Option(names = "--destination", required = true, paramLabel = "NODE", description = "The node that would receive.")
    private String destination = "";

    @Option(names = "--image", paramLabel = "IMAGE", description = "An image's name or digest; else any image.")
    private @Nullable String image;

    private final Terminal terminal;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
        this.options = new ClientOptions(terminal);
    }

    @Override
    public Integer call() {
        Explanation explanation = options.client().explain(source, destination, image);
        if (!options.printed(explanation)) {
            lines(explanation).forEach(line -> terminal.out().println(Printable.text(line)));
        }
        return ExitCode.OK;
    }

    static List<String> lines(Explanation e) {
        List<String> lines = new ArrayList<>();
        lines.add(e.source() + " -> " + e.destination() + ": " + e.verdict());
        lines.add("  candidate " + (e.candidate() ? "yes" : "no") + ", weight "
                + String.format(Locale.ROOT, "%.2f", e.weight()));
        lines.add("  " + e.source() + " may send " + LimitWords.upload(e.sourceLimits()));
        lines.add("rules, in the order in which they were asked:");
        for (Explanation.Step step : e.steps()) {
            lines.add("  " + (step.matched() ? "applies " : "passes  ") + step.rule() + " (" + step.place() + "): "
                    + step.effect());
        }
        lines.add("attributes:");
        e.attributes().forEach(attribute -> lines.add("  " + attribute));
        return lines;
    }
}
