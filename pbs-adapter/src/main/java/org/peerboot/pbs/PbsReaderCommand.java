package org.peerboot.pbs;

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
 * {@code peerboot pbs-reader}: one question a line in, one answer a line out, and the end with the end of its input. The
 * tracker starts it: PBS's library may block for as long as the server does, and is no part of Peerboot.
 */
@Command(
        name = "pbs-reader",
        hidden = true,
        description = "Asks PBS for its vnodes and jobs; one JSON line in, one out. The tracker starts it.")
final class PbsReaderCommand implements DaemonCommand {
    @Option(names = "--reader", description = "auto, library or commands.", defaultValue = "auto")
    private ReaderMode mode = ReaderMode.AUTO;

    @Option(names = "--conf", paramLabel = "FILE", description = "pbs.conf, instead of $PBS_CONF_FILE.")
    private @Nullable Path conf;

    @Option(names = "--library", paramLabel = "FILE", description = "PBS's library.")
    private @Nullable Path library;

    @Option(names = "--path", paramLabel = "DIRECTORIES", description = "Where PBS's commands stand.")
    private String path = PbsSettings.defaultPath();

    @Option(names = "--timeout", description = "How long one command may take.", defaultValue = "30s")
    private String timeout = "30s";

    @Option(names = "--topology", paramLabel = "RESOURCES", description = "Whose values name switches.")
    private String topology = "";

    @Option(names = "--port", description = "Where every node's peer serves.", defaultValue = "7071")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        Commands commands =
                new Commands(PbsSettings.PBS, PbsSettings.environment(path, conf), Durations.parse(timeout));
        ReaderLoop.run(System.in, () -> {
            Sources<PbsSource> sources =
                    Sources.choose(mode, () -> LibrarySource.open(library, conf), () -> new CommandSource(commands));
            return new PbsReader(sources, new Translator(topology, port), ServerTime::nanos)::answer;
        });
        return 0;
    }
}
