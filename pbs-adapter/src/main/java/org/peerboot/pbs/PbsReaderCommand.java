package org.peerboot.pbs;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.reader.Answer;
import org.peerboot.cluster.reader.Commands;
import org.peerboot.cluster.reader.Question;
import org.peerboot.cluster.reader.ReaderCommand;
import org.peerboot.cluster.reader.ServerTime;
import org.peerboot.cluster.reader.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code peerboot pbs-reader}. PBS's library may block for as long as its server does. */
@Command(
        name = "pbs-reader",
        hidden = true,
        description = "Asks PBS for its vnodes and jobs; one JSON line in, one out. The tracker starts it.")
final class PbsReaderCommand extends ReaderCommand<PbsSource> {
    @Option(names = "--topology", paramLabel = "RESOURCES", description = "Whose values name switches.")
    private String topology = "";

    @Option(names = "--port", description = "Where every node's peer serves.", defaultValue = "7071")
    private int port;

    PbsReaderCommand() {
        super(PbsSettings.PBS);
    }

    @Override
    protected PbsSource byLibrary(@Nullable Path library, @Nullable Path conf) {
        return LibrarySource.open(library, conf);
    }

    @Override
    protected PbsSource byCommands(Commands commands) {
        return new CommandSource(commands);
    }

    @Override
    protected Function<Question, ? extends Answer> answers(Sources<PbsSource> from, Commands commands) {
        return PbsAnswer.from(from, new Translator(topology, port), ServerTime::nanos);
    }
}
