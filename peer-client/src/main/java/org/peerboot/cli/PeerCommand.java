package org.peerboot.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.StrictYaml;
import org.peerboot.peer.PeerConfig;
import org.peerboot.peer.PeerDaemon;
import org.peerboot.unix.ServiceNotice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code peerboot peer}: this node's daemon. */
@Command(name = "peer", description = "Run this node's peer until it is told to stop.")
final class PeerCommand implements DaemonCommand {
    static final Path CONFIG = Path.of("/etc/peerboot/peer.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The peer's configuration; /etc/peerboot/peer.yaml, where it exists, by default.")
    private @Nullable Path config;

    @Mixin
    private LogOption log = new LogOption();

    static PeerConfig read(@Nullable Path config) {
        return config == null && !Files.exists(CONFIG)
                ? PeerConfig.defaults()
                : StrictYaml.read(config == null ? CONFIG : config, PeerConfig.class);
    }

    @Override
    public LogFormat logFormat() {
        return log.format();
    }

    @Override
    public Integer call() throws Exception {
        PeerDaemon daemon = PeerDaemon.start(read(config), Version.release());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            daemon.close();
                            stopped.countDown();
                        },
                        "peerboot-stop"));
        ServiceNotice.ready(System.getenv());
        stopped.await();
        return ExitCode.OK;
    }
}
