package org.peerboot.cluster.reader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;
import org.peerboot.image.RefusedException;

/** Runs a workload manager's commands: no shell, an environment of our own, a watchdog, bounded output. */
public final class Commands {
    /** 100,000 jobs of 300 bytes, or as many nodes of a kilobyte, with room. */
    private static final long MAX_BYTES = 256L << 20;
    /** A job on 100,000 nodes with names that do not fold. */
    public static final int MAX_LINE = 1 << 20;

    private final Service service;
    private final Map<String, String> environment;
    private final Duration patience;
    private final boolean cut;

    /**
     * @param environment the whole of it; its PATH says where the commands stand
     * @param patience how long one command may take
     */
    public Commands(Service service, Map<String, String> environment, Duration patience) {
        this(service, environment, patience, false);
    }

    private Commands(Service service, Map<String, String> environment, Duration patience, boolean cut) {
        this.service = service;
        this.environment = Map.copyOf(environment);
        this.patience = patience;
        this.cut = cut;
    }

    /** The same, but a line that is too long is cut at {@link #MAX_LINE} bytes: otherwise it refuses the whole. */
    public Commands cuttingLongLines() {
        return new Commands(service, environment, patience, true);
    }

    /**
     * Runs to the end.
     *
     * @param lines each line of its standard output; on another thread
     * @throws RefusedException if it is not there, fails, takes too long or says too much; what {@code lines} throws
     */
    public void run(String program, List<String> arguments, Consumer<String> lines) {
        run(program, arguments, lines, 0);
    }

    /** {@code getent}, which says with exit code 2 that some were not found. */
    public void getent(List<String> arguments, Consumer<String> lines) {
        run("getent", arguments, lines, 2);
    }

    private void run(String program, List<String> arguments, Consumer<String> lines, int alsoGood) {
        ExecuteWatchdog watchdog =
                ExecuteWatchdog.builder().setTimeout(patience).get();
        LineSink out = new LineSink(lines, MAX_LINE, MAX_BYTES, cut, watchdog::destroyProcess);
        Complaint complaint = new Complaint();
        LineSink err = new LineSink(complaint::add, MAX_LINE, MAX_LINE, false, () -> {});
        PumpStreamHandler streams = new PumpStreamHandler(out, err, new ByteArrayInputStream(new byte[0]));
        // a grandchild that keeps the pipe open must not hold us
        streams.setStopTimeout(Duration.ofSeconds(5));
        DefaultExecutor executor =
                DefaultExecutor.builder().setExecuteStreamHandler(streams).get();
        executor.setWatchdog(watchdog);
        executor.setExitValues(null);
        CommandLine command = new CommandLine(find(program).toFile());
        arguments.forEach(argument -> command.addArgument(argument, false));
        String what = program + " " + String.join(" ", arguments);
        int exit;
        try {
            exit = executor.execute(command, environment);
        } catch (IOException e) {
            throw new RefusedException(what, "cannot be run (" + e.getMessage() + ")", "look at the tracker's host", e);
        }
        out.close();
        err.close();
        RuntimeException failure = out.failure();
        if (failure != null) {
            throw failure;
        }
        if (out.overflowed()) {
            throw new RefusedException(what, "said more than " + (MAX_BYTES >> 20) + " MiB", "see what it prints");
        }
        if (watchdog.killedProcess()) {
            String why = "gave no answer within " + patience.toSeconds() + " s";
            throw new RefusedException(what, why, service.remedy());
        }
        if (exit != 0 && exit != alsoGood) {
            String why = complaint.text().isEmpty() ? "ended with exit code " + exit : complaint.text();
            throw new RefusedException(what, why, service.remedy());
        }
    }

    private Path find(String program) {
        String path = environment.getOrDefault("PATH", "");
        for (String directory : path.split(":")) {
            Path file = Path.of(directory.isEmpty() ? "." : directory, program);
            if (Files.isExecutable(file)) {
                return file.toAbsolutePath();
            }
        }
        throw new RefusedException(
                "command " + program,
                "is not in " + path,
                "install " + service.name() + "'s commands, or name their place with path");
    }
}
