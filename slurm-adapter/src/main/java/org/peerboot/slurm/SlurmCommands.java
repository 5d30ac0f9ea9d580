package org.peerboot.slurm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** Runs Slurm's commands: no shell, an environment of our own, a watchdog, bounded output. */
final class SlurmCommands {
    /** 100,000 jobs of 300 bytes, or as many nodes of a kilobyte, with room. */
    private static final long MAX_BYTES = 256L << 20;
    /** A job on 100,000 nodes with names that do not fold. */
    private static final int MAX_LINE = 1 << 20;

    private final String path;
    private final @Nullable Path conf;
    private final Duration patience;

    /**
     * @param path directories between colons, where the commands stand
     * @param conf SLURM_CONF; absent for Slurm's own place
     * @param patience how long one command may take
     */
    SlurmCommands(String path, @Nullable Path conf, Duration patience) {
        this.path = path;
        this.conf = conf;
        this.patience = patience;
    }

    /**
     * Runs to the end.
     *
     * @param lines each line of its standard output; on another thread
     * @throws RefusedException if it is not there, fails, takes too long or says too much; what {@code lines} throws
     */
    void run(String program, List<String> arguments, Consumer<String> lines) {
        run(program, arguments, lines, 0);
    }

    /** {@code getent}, which says with exit code 2 that some were not found. */
    void getent(List<String> arguments, Consumer<String> lines) {
        run("getent", arguments, lines, 2);
    }

    private void run(String program, List<String> arguments, Consumer<String> lines, int alsoGood) {
        ExecuteWatchdog watchdog =
                ExecuteWatchdog.builder().setTimeout(patience).get();
        LineSink out = new LineSink(lines, MAX_LINE, MAX_BYTES, watchdog::destroyProcess);
        Complaint complaint = new Complaint();
        LineSink err = new LineSink(complaint::add, MAX_LINE, MAX_LINE, () -> {});
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
            exit = executor.execute(command, environment(path, conf));
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
            throw new RefusedException(what, why, "look whether slurmctld is up with 'scontrol ping'");
        }
        if (exit != 0 && exit != alsoGood) {
            String why = complaint.text().isEmpty() ? "ended with exit code " + exit : complaint.text();
            throw new RefusedException(what, why, "look whether slurmctld is up with 'scontrol ping'");
        }
    }

    private Path find(String program) {
        for (String directory : path.split(":")) {
            Path file = Path.of(directory.isEmpty() ? "." : directory, program);
            if (Files.isExecutable(file)) {
                return file.toAbsolutePath();
            }
        }
        throw new RefusedException(
                "command " + program, "is not in " + path, "install Slurm's commands, or name their place with path");
    }

    /** What users may have set for themselves, such as SQUEUE_FORMAT, changes what the commands print. */
    static Map<String, String> environment(String path, @Nullable Path conf) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C");
        // seconds since the epoch, which no time zone and no daylight saving makes ambiguous
        environment.put("SLURM_TIME_FORMAT", "%s");
        environment.put("SLURM_BITSTR_LEN", "64");
        if (conf != null) {
            environment.put("SLURM_CONF", conf.toString());
        }
        return environment;
    }
}
