package org.peerboot.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Credentials;
import org.peerboot.wire.Json;
import picocli.CommandLine.Option;

/** Which tracker, who asks, and in what form the answer is wanted: for every command that calls the tracker. */
final class ClientOptions {
    @Option(
            names = "--tracker",
            paramLabel = "URL",
            description = "The tracker, such as http://admin1:7070. Else $PEERBOOT_TRACKER, else the client's file.")
    private @Nullable String tracker;

    @Option(
            names = "--psk",
            paramLabel = "FILE",
            description =
                    "Prove who asks with this pre-shared key. Else $PEERBOOT_PSK, else the client's file, else MUNGE.")
    private @Nullable Path psk;

    @Option(names = "--json", description = "Answer with one JSON document on stdout.")
    private boolean json;

    private final Terminal terminal;

    ClientOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    boolean json() {
        return json;
    }

    /** The tracker's client. Reads the client's file only where the command line and the environment leave a gap. */
    TrackerClient client() {
        ClientConfig config = ClientConfig.of(terminal.environment());
        URI uri = ClientConfig.trackerUri(tracker != null ? tracker : config.tracker());
        return new TrackerClient(uri, Credentials.choose(psk != null ? psk : config.psk(), config.mungeSocket()));
    }

    /** Prints the answer as JSON where that was asked for. */
    boolean printed(Object answer) {
        if (json) {
            terminal.out().println(Json.write(answer));
            terminal.out().flush();
        }
        return json;
    }
}
