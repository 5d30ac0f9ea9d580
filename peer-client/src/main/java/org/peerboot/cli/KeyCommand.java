package org.peerboot.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.SigningKey;
import org.peerboot.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "key", description = "Makes and shows the Ed25519 keys that sign images.")
final class KeyCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Terminal terminal;

    KeyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * A key as {@code --json} shows it.
     *
     * @param id that manifests name it by
     */
    record Shown(String id, String privateKey, String publicKey) {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "'key' needs one of: new, show");
    }

    @Command(name = "new", description = "Makes a key pair: PREFIX.key, for its owner alone, and PREFIX.pub.")
    int make(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "DIR|PREFIX",
                            description = "Where; ~/.config/peerboot/peerboot if not given.")
                    @Nullable
                    Path place,
            @Option(names = "--json", description = "Answer with one JSON document on stdout.") boolean json)
            throws IOException {
        Keys keys = Keys.at(place, terminal.environment());
        SigningKey key = SigningKey.generate();
        keys.makeDirectory();
        key.save(keys.privateKey());
        key.savePublic(keys.publicKey());
        print(
                new Shown(
                        key.keyId(),
                        keys.privateKey().toString(),
                        keys.publicKey().toString()),
                json);
        if (!json) {
            terminal.out().println("Copy " + keys.publicKey() + " to the trusted keys of the tracker and the peers.");
        }
        return ExitCode.OK;
    }

    @Command(name = "show", description = "Shows a key's id.")
    int show(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FILE",
                            description = "The private key; that of 'key new' if not given.")
                    @Nullable
                    Path file,
            @Option(names = "--json", description = "Answer with one JSON document on stdout.") boolean json) {
        Path privateKey = file != null ? file : Keys.file(terminal.environment());
        print(new Shown(SigningKey.load(privateKey).keyId(), privateKey.toString(), ""), json);
        return ExitCode.OK;
    }

    private void print(Shown key, boolean json) {
        if (json) {
            terminal.out().println(Json.write(key));
            return;
        }
        terminal.out().println("key " + key.id() + ": " + Printable.text(key.privateKey()));
    }
}
