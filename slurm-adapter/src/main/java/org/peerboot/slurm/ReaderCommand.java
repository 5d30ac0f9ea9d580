package org.peerboot.slurm;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.cli.DaemonCommand;
import org.peerboot.cluster.reader.Commands;
import org.peerboot.cluster.reader.ReaderLoop;
import org.peerboot.cluster.reader.ReaderMode;
import org.peerboot.cluster.reader.ServerTime;
import org.peerboot.cluster.reader.Sources;
import org.peerboot.config.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code peerboot slurm-reader}: one question a line in, one answer a line out, and the end with the end of its input.
 * The tracker starts it: Slurm's library may block for a minute, and keeps what it read of slurm.conf for life.
 */
@Command(
        name = "slurm-reader",
        hidden = true,
        description = "Asks Slurm for its nodes and jobs; one JSON line in, one out. The tracker starts it.")
final class ReaderCommand implements DaemonCommand {
    @Option(names = "--reader", description = "auto, library or commands.", defaultValue = "auto")
    private ReaderMode mode = ReaderMode.AUTO;

    @Option(names = "--conf", paramLabel = "FILE", description = "Slurm's configuration, instead of $SLURM_CONF.")
    private @Nullable Path conf;

    @Option(names = "--library", paramLabel = "FILE", description = "The accessor library.")
    private @Nullable Path library;

    @Option(names = "--path", paramLabel = "DIRECTORIES", description = "Where Slurm's commands stand.")
    private String path = SlurmSettings.defaultPath();

    @Option(names = "--timeout", description = "How long one command may take.", defaultValue = "30s")
    private String timeout = "30s";

    @Override
    public Integer call() throws InterruptedException {
        Commands commands =
                new Commands(SlurmSettings.SLURM, SlurmSettings.environment(path, conf), Durations.parse(timeout));
        ReaderLoop.run(System.in, () -> {
            Sources<SlurmSource> sources =
                    Sources.choose(mode, () -> LibrarySource.open(library, conf), () -> new CommandSource(commands));
            return new Reader(sources.source(), sources.instead(), new UserNames(commands), ServerTime::nanos)::answer;
        });
        return 0;
    }
}
