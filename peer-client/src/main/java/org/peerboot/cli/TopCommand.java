package org.peerboot.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.peerboot.wire.ClusterStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "top",
        description = "Shows the cluster by leaf, live: state, rates, sources, limits in force. Ctrl-C ends it.")
final class TopCommand implements Callable<Integer> {
    @Mixin
    private ClientOptions options;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = TimeConverter.class,
            description = "Look again after this; ${DEFAULT-VALUE} if not given.")
    private Duration every = Duration.ofSeconds(1);

    /** More often would only load the tracker, which hears from peers once a second. */
    private static final long LEAST_MILLIS = 200;

    @Option(names = "--once", description = "Look twice, --every apart, print what is seen then and end.")
    private boolean once;

    private final Terminal terminal;
    private final TopView view = new TopView(ZoneId.systemDefault());
    private final LeafFlows flows = new LeafFlows();

    TopCommand(Terminal terminal) {
        this.terminal = terminal;
        this.options = new ClientOptions(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        TrackerClient client = options.client();
        Waiting waiting = new Waiting(terminal, null);
        if (once || !terminal.outTty() || options.json()) {
            plain(client, waiting);
            return ExitCode.OK;
        }
        ClusterStatus first = client.status(null);
        try (Screen screen = new Screen(terminal.out())) {
            for (ClusterStatus status = first; ; status = waiting.patiently(() -> client.status(null))) {
                Screen.Size size = Screen.size();
                screen.paint(lines(status, size.rows()), size);
                terminal.sleeper().sleep(Math.max(LEAST_MILLIS, every.toMillis()));
            }
        }
    }

    /** For a file or a pipe: one picture after another, whole. */
    private void plain(TrackerClient client, Waiting waiting) throws InterruptedException {
        flows.at(client.status(null));
        do {
            terminal.sleeper().sleep(Math.max(LEAST_MILLIS, every.toMillis()));
            ClusterStatus status = waiting.patiently(() -> client.status(null));
            if (!options.printed(status)) {
                lines(status, Integer.MAX_VALUE).forEach(terminal.out()::println);
                terminal.out().println();
            }
            terminal.out().flush();
        } while (!once && !terminal.out().checkError());
    }

    private List<String> lines(ClusterStatus status, int rows) {
        return view.lines(status, flows.at(status), rows);
    }
}
