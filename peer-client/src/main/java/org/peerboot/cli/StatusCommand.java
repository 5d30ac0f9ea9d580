package org.peerboot.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.ClusterStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "status", description = "Shows how far each image has come on its nodes.")
final class StatusCommand implements Callable<Integer> {
    private static final long TTY_MILLIS = 500;
    private static final long PLAIN_MILLIS = 2000;

    @Mixin
    private ClientOptions options;

    @Option(names = "--image", paramLabel = "IMAGE", description = "This image alone: a name or a digest.")
    private @Nullable String image;

    @Option(names = "--nodes", description = "A line a node as well.")
    private boolean nodes;

    @Option(names = "--failed", description = "A line for each node that has failed, with the reason.")
    private boolean failed;

    @Option(names = "--restarts", description = "Every segment that went on from another source, and why.")
    private boolean restarts;

    @Option(names = "--watch", description = "Look again and again.")
    private boolean watch;

    @Option(names = "--wait", description = "Look until every node is complete or has failed.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = TimeConverter.class,
            description = "Wait no longer than this, such as 90s or 2h; ${DEFAULT-VALUE} if not given.")
    private Duration timeout = Duration.ofHours(1);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Terminal terminal;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
        this.options = new ClientOptions(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (watch && options.json()) {
            throw new ParameterException(spec.commandLine(), "--watch and --json exclude each other; give one of them");
        }
        TrackerClient client = options.client();
        ClusterStatus status = wait || watch ? follow(client) : client.status(image);
        if (!options.printed(status)) {
            if (!watch && !(wait && terminal.outTty())) {
                lines(status).forEach(terminal.out()::println);
            }
        }
        return wait ? Waiting.exitCode(status, image) : ExitCode.OK;
    }

    /** Looks until there is nothing to wait for; a tracker that is away for a while ends nothing. */
    private ClusterStatus follow(TrackerClient client) throws InterruptedException {
        LiveOutput live = options.json() ? terminal.silent() : terminal.live();
        Waiting waiting = new Waiting(terminal, wait ? timeout : null);
        while (true) {
            ClusterStatus status = waiting.patiently(() -> client.status(image));
            List<String> lines = lines(status);
            if (wait && Waiting.over(status)) {
                live.end(lines, StatusView.plain(status));
                return status;
            }
            live.show(lines, StatusView.plain(status));
            waiting.pause(terminal.outTty() ? TTY_MILLIS : PLAIN_MILLIS, StatusView.plain(status));
        }
    }

    private List<String> lines(ClusterStatus status) {
        List<String> lines = new ArrayList<>(StatusView.lines(status));
        if (nodes || failed) {
            lines.addAll(NodesView.nodes(status, failed));
        }
        if (restarts) {
            lines.addAll(NodesView.restarts(status));
        }
        return lines;
    }
}
