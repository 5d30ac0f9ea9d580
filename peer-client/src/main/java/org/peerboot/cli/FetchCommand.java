package org.peerboot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.TrustedKeys;
import org.peerboot.peer.PeerDaemon;
import org.peerboot.wire.Json;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.LocalRequest;
import org.peerboot.wire.Protocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fetch",
        description = "Brings an image to this node's cache, through the resident peer where there is one.")
final class FetchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "IMAGE", description = "Its name or its digest.")
    private String image = "";

    @Option(
            names = "--to",
            paramLabel = "DEST",
            description = "Then copy its files, as you, to this directory, which must not exist yet.")
    private @Nullable Path destination;

    @Option(
            names = "--socket",
            paramLabel = "FILE",
            description = "The peer's local socket; /run/peerboot/peer.sock if not given.")
    private Path socket = LocalClient.SOCKET;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The peer's file: for its trusted keys, and where no peer is resident; /etc/peerboot/peer.yaml if not given.")
    private @Nullable Path config;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = TimeConverter.class,
            description = "Wait no longer than this, such as 90s or 2h; ${DEFAULT-VALUE} if not given.")
    private Duration timeout = Duration.ofHours(1);

    @Option(names = "--json", description = "Answer with one JSON document on stdout.")
    private boolean json;

    private final Terminal terminal;

    FetchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        FetchProgress progress = new FetchProgress(image, terminal, json ? terminal.silent() : terminal.progress());
        LocalReply last = fetch(progress);
        Path tree = progress.end(last);
        if (destination != null) {
            Destination.copy(tree, TrustedKeys.load(PeerCommand.read(config).trustedKeys()), destination);
        }
        terminal.out().println(json ? Json.write(last) : destination != null ? destination : tree);
        return ExitCode.OK;
    }

    /** Asks the resident peer; where there is none, the same daemon runs here for this one image. */
    private LocalReply fetch(FetchProgress progress) throws IOException {
        LocalClient resident = new LocalClient(socket, terminal.nanos());
        if (resident.answers()) {
            return ask(resident, progress);
        }
        try (PeerDaemon daemon = PeerDaemon.start(PeerCommand.read(config), Version.release())) {
            return ask(new LocalClient(daemon.socket(), terminal.nanos()), progress);
        }
    }

    private LocalReply ask(LocalClient peer, FetchProgress progress) throws IOException {
        return peer.ask(
                new LocalRequest(Protocol.VERSION, LocalRequest.Op.FETCH, null, image), timeout, progress::show);
    }
}
