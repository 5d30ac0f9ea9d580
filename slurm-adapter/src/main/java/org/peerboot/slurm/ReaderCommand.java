package org.peerboot.slurm;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.peerboot.cli.DaemonCommand;
import org.peerboot.config.Durations;
import org.peerboot.wire.Json;
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
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        Duration patience = Durations.parse(timeout);
        SlurmCommands commands = new SlurmCommands(path, conf, patience);
        SynchronousQueue<Question> questions = new SynchronousQueue<>();
        Thread input = new Thread(() -> listen(questions), "questions");
        input.setDaemon(true);
        input.start();
        Sources sources =
                Sources.choose(mode, () -> LibrarySource.open(library, conf), () -> new CommandSource(commands));
        Reader reader = new Reader(sources.source(), sources.instead(), new UserNames(commands), ServerTime::nanos);
        while (true) {
            out.print(Json.write(reader.answer(questions.take())) + "\n");
            if (out.checkError()) {
                return 0; // nobody listens
            }
        }
    }

    /** Its own thread: the end must be heard while the library blocks. */
    private static void listen(SynchronousQueue<Question> questions) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                // a second question while one is in flight is against the rules, and never answered
                var unused = questions.offer(Json.read(line, Question.class, "the tracker"), 1, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            // the same as the end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            Runtime.getRuntime().halt(0);
        }
    }
}
