package org.peerboot.tracker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.peerboot.cli.DaemonCommand;
import org.peerboot.cli.LogFormat;
import org.peerboot.cli.LogOption;
import org.peerboot.config.StrictYaml;
import org.peerboot.image.RefusedException;
import org.peerboot.unix.ServiceNotice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "tracker", description = "Runs the tracker and the origin, until it is told to stop.")
final class TrackerCommand implements DaemonCommand {
    private static final Path DEFAULT_CONFIG = Path.of("/etc/peerboot/tracker.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Its configuration; /etc/peerboot/tracker.yaml if not given, defaults if that is missing.")
    private @Nullable Path config;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            description = "Where the API listens, instead of what the configuration says.")
    private @Nullable String listen;

    @Mixin
    private LogOption log = new LogOption();

    @Override
    public LogFormat logFormat() {
        return log.format();
    }

    @Override
    public Integer call() throws InterruptedException {
        Tracker tracker = Tracker.start(read(), Clock.systemUTC());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            tracker.close();
                            stopped.countDown();
                        },
                        "tracker-stop"));
        ServiceNotice.ready(System.getenv());
        stopped.await();
        return 0;
    }

    private TrackerConfig read() {
        Path file = config;
        TrackerConfig read;
        if (file == null && !Files.exists(DEFAULT_CONFIG)) {
            read = StrictYaml.parse("{}", "defaults", TrackerConfig.class);
        } else {
            read = StrictYaml.read(file == null ? DEFAULT_CONFIG : file, TrackerConfig.class);
        }
        String where = listen;
        return where == null ? read : listening(read, where);
    }

    private static TrackerConfig listening(TrackerConfig config, String where) {
        int colon = where.lastIndexOf(':');
        try {
            return config.listening(
                    where.substring(0, Math.max(0, colon)).replace("[", "").replace("]", ""),
                    Integer.parseInt(where.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new RefusedException(
                    "--listen " + where, "has no port", "write ADDRESS:PORT, such as 0.0.0.0:7070", e);
        }
    }
}
