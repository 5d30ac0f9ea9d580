package org.peerboot.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            names = "--socket",
            paramLabel = "FILE",
            description = "The peer's local socket; /run/peerboot/peer.sock if not given.")
    private Path socket = LocalClient.SOCKET;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The peer's file, where no peer is resident; /etc/peerboot/peer.yaml if not given.")
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
        LocalClient resident = new LocalClient(socket, terminal.nanos());
        LocalReply last = resident.answers()
                ? resident.ask(
                        new LocalRequest(Protocol.VERSION, LocalRequest.Op.FETCH, null, image), timeout, progress::show)
                : once().fetch(image, config, timeout, progress::show);
        progress.end(last);
        terminal.out().println(json ? Json.write(last) : last.tree());
        return ExitCode.OK;
    }

    private FetchOnce once() {
        List<FetchOnce> found = ServiceLoader.load(FetchOnce.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (found.isEmpty()) {
            throw new CommandException(
                    ExitCode.NOT_REACHABLE,
                    "the peer at " + socket + ": does not answer; start 'peerboot peer', or name its socket with"
                            + " --socket");
        }
        return found.get(0);
    }
}
