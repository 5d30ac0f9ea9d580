package org.peerboot.cluster.reader;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.peerboot.cli.DaemonCommand;
import org.peerboot.config.Durations;
import picocli.CommandLine.Option;

/**
 * A reader's command, such as {@code peerboot slurm-reader}: one question a line in, one answer a line out, and the end
 * with the end of its input. The tracker starts it, with the {@linkplain ReaderSettings#options options} that its
 * configuration says: a workload manager's library may block for as long as its server does, and is no part of Peerboot.
 *
 * @param <S> a way to ask
 */
public abstract class ReaderCommand<S> implements DaemonCommand {
    private final Service service;

    @Option(names = "--reader", description = "auto, library or commands.", defaultValue = "auto")
    private ReaderMode mode = ReaderMode.AUTO;

    @Option(names = "--conf", paramLabel = "FILE", description = "The workload manager's own configuration.")
    private @Nullable Path conf;

    @Option(names = "--library", paramLabel = "FILE", description = "The library it is asked by.")
    private @Nullable Path library;

    @Option(names = "--path", paramLabel = "DIRECTORIES", description = "Where its commands stand.")
    private @Nullable String path;

    @Option(names = "--timeout", description = "How long one command may take.", defaultValue = "30s")
    private String timeout = "30s";

    protected ReaderCommand(Service service) {
        this.service = service;
    }

    /**
     * @param library absent for its own place
     * @param conf absent for the workload manager's own place
     * @throws org.peerboot.image.RefusedException if it is not there, or is of no use
     */
    protected abstract S byLibrary(@Nullable Path library, @Nullable Path conf);

    protected abstract S byCommands(Commands commands);

    protected abstract Function<Question, ? extends Answer> answers(Sources<S> from, Commands commands);

    @Override
    public final Integer call() throws InterruptedException {
        String directories = path == null ? service.inheritedPath() : path;
        Commands commands = new Commands(service, service.environment(directories, conf), Durations.parse(timeout));
        ReaderLoop.run(System.in, () -> {
            Sources<S> sources = Sources.choose(mode, () -> byLibrary(library, conf), () -> byCommands(commands));
            return answers(sources, commands);
        });
        return 0;
    }
}
