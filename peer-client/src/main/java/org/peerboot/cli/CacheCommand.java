package org.peerboot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.CacheEntry;
import org.peerboot.wire.Json;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.LocalRequest;
import org.peerboot.wire.Protocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(name = "cache", description = "Shows this node's cache, and says what stays in it. As root.")
final class CacheCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @Option(
            names = "--socket",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The peer's local socket; /run/peerboot/peer.sock if not given.")
    private Path socket = LocalClient.SOCKET;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer with one JSON document on stdout.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Terminal terminal;

    CacheCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "'cache' needs one of: ls, pin, unpin, drop");
    }

    @Command(name = "ls", description = "Lists the images, in part or whole, and why each stays.")
    int list() throws IOException {
        return ask(LocalRequest.Op.CACHE, null);
    }

    @Command(name = "pin", description = "An image stays, whatever room others need.")
    int pin(@Parameters(paramLabel = "IMAGE", description = "Its name or its digest.") String image)
            throws IOException {
        return ask(LocalRequest.Op.PIN, image);
    }

    @Command(name = "unpin", description = "An image may go again when room is needed.")
    int unpin(@Parameters(paramLabel = "IMAGE", description = "Its name or its digest.") String image)
            throws IOException {
        return ask(LocalRequest.Op.UNPIN, image);
    }

    @Command(name = "drop", description = "Removes an image that nothing needs here.")
    int drop(@Parameters(paramLabel = "IMAGE", description = "Its name or its digest.") String image)
            throws IOException {
        return ask(LocalRequest.Op.DROP, image);
    }

    private int ask(LocalRequest.Op op, @Nullable String image) throws IOException {
        LocalClient peer = new LocalClient(socket, terminal.nanos());
        if (!peer.answers()) {
            throw new CommandException(
                    ExitCode.NOT_REACHABLE,
                    "the peer at " + socket + ": does not answer; start it, or name its socket with --socket");
        }
        LocalReply reply = peer.ask(new LocalRequest(Protocol.VERSION, op, null, image), PATIENCE, line -> {});
        if (reply.error() != null) {
            throw new CommandException(ExitCode.REFUSED, Printable.text(reply.error()));
        }
        List<CacheEntry> entries = Objects.requireNonNullElse(reply.cache(), List.of());
        if (json) {
            terminal.out().println(Json.write(entries));
        } else {
            lines(entries, ZoneId.systemDefault()).forEach(terminal.out()::println);
        }
        terminal.out().flush();
        return ExitCode.OK;
    }

    static List<String> lines(List<CacheEntry> entries, ZoneId zone) {
        if (entries.isEmpty()) {
            return List.of("no images");
        }
        Table table = new Table("IMAGE", "DIGEST", ">SIZE", ">%", "USED", "STAYS");
        long bytes = 0;
        for (CacheEntry entry : entries) {
            bytes += entry.bytes();
            table.row(
                    entry.name(),
                    entry.digest().brief(),
                    Units.bytes(entry.bytes()),
                    Units.percent(entry.held(), entry.bytes()),
                    TIME.format(Instant.ofEpochMilli(entry.used()).atZone(zone)),
                    entry.kept() == null ? "-" : entry.kept());
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(Units.count(entries.size(), "image") + ", " + Units.bytes(bytes));
        return lines;
    }
}
