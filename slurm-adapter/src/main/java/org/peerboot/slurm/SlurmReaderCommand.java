package org.peerboot.slurm;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.reader.Answer;
import org.peerboot.cluster.reader.Answering;
import org.peerboot.cluster.reader.Commands;
import org.peerboot.cluster.reader.Question;
import org.peerboot.cluster.reader.ReaderCommand;
import org.peerboot.cluster.reader.ServerTime;
import org.peerboot.cluster.reader.Sources;
import picocli.CommandLine.Command;

/** {@code peerboot slurm-reader}. Slurm's library may block for a minute, and keeps what it read of slurm.conf for life. */
@Command(
        name = "slurm-reader",
        hidden = true,
        description = "Asks Slurm for its nodes and jobs; one JSON line in, one out. The tracker starts it.")
final class SlurmReaderCommand extends ReaderCommand<SlurmSource> {
    SlurmReaderCommand() {
        super(SlurmSettings.SLURM);
    }

    @Override
    protected SlurmSource byLibrary(@Nullable Path library, @Nullable Path conf) {
        return LibrarySource.open(library, conf);
    }

    @Override
    protected SlurmSource byCommands(Commands commands) {
        return new CommandSource(commands);
    }

    @Override
    protected Function<Question, ? extends Answer> answers(Sources<SlurmSource> from, Commands commands) {
        UserNames users = new UserNames(commands);
        return new Answering<RawCluster, SlurmAnswer>(
                from.source().name(),
                from.instead(),
                from.source()::read,
                (head, before, now) -> SlurmAnswer.of(head, before, now, users::of),
                ServerTime::nanos);
    }
}
