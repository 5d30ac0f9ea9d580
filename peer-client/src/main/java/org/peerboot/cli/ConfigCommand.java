package org.peerboot.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.ConfigKind;
import org.peerboot.config.ConfigKinds;
import org.peerboot.config.ConfigValue;
import org.peerboot.config.Origins;
import org.peerboot.config.StrictYaml;
import org.peerboot.image.RefusedException;
import org.peerboot.peer.PeerConfig;
import org.peerboot.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "config", description = "Checks configuration files, and shows the values in force.")
final class ConfigCommand implements Runnable {
    private static final String CLIENT = "client";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Terminal terminal;

    ConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "'config' needs one of: check, show");
    }

    @Command(name = "check", description = "Reads files as the daemons do, and says what is wrong with the first.")
    int check(
            @Parameters(
                            arity = "0..*",
                            paramLabel = "FILE",
                            description =
                                    "Called after its kind, such as peer.yaml; all that are in /etc/peerboot if not given.")
                    List<Path> files,
            @Option(
                            names = "--as",
                            paramLabel = "KIND",
                            description = "The files are of this kind, whatever their names.")
                    @Nullable
                    String as) {
        if (files == null || files.isEmpty()) {
            List<ConfigKind> there =
                    kinds().stream().filter(kind -> Files.exists(kind.usual())).toList();
            there.forEach(kind -> check(kind, kind.usual()));
            if (there.isEmpty()) {
                terminal.out().println("no files in /etc/peerboot: every key has its default");
            }
        } else {
            files.forEach(file -> check(as != null ? kind(as) : kindOf(file), file));
        }
        return ExitCode.OK;
    }

    private void check(ConfigKind kind, Path file) {
        kind.reading().read(file);
        terminal.out().println(Printable.text(file.toString()) + ": good");
    }

    @Command(
            name = "show",
            description = "Shows the value of every key of a file, and what it is where it is left out.")
    int show(
            @Parameters(paramLabel = "KIND", description = "peer, client, tracker.") String name,
            @Option(
                            names = "--config",
                            paramLabel = "FILE",
                            description = "The file, where it is not in its usual place.")
                    @Nullable
                    Path file,
            @Option(names = "--origin", description = "And where each value came from.") boolean origin,
            @Option(names = "--json", description = "Answer with one JSON document on stdout.") boolean json) {
        List<ConfigValue> values = values(kind(name), file);
        if (json) {
            terminal.out().println(Json.write(values));
            return ExitCode.OK;
        }
        Table table = origin ? new Table("KEY", "VALUE", "ORIGIN") : new Table("KEY", "VALUE");
        values.forEach(value -> table.row(value.key(), value.value() == null ? "-" : value.value(), value.origin()));
        table.lines().forEach(terminal.out()::println);
        return ExitCode.OK;
    }

    private List<ConfigValue> values(ConfigKind kind, @Nullable Path named) {
        Class<? extends Record> type = kind.type();
        if (type == null) {
            throw new RefusedException(
                    "kind " + kind.name(),
                    "has no keys with defaults",
                    "use 'config check', or look at " + kind.usual());
        }
        String variable = terminal.environment().get(ClientConfig.FILE);
        Path file = named != null
                ? named
                : kind.name().equals(CLIENT) && variable != null ? Path.of(variable) : kind.usual();
        boolean written = named != null || Files.exists(file);
        List<ConfigValue> values = Origins.of(written ? StrictYaml.text(file) : "{}", file.toString(), type);
        return kind.name().equals(CLIENT) ? values.stream().map(this::overlaid).toList() : values;
    }

    /** The environment outweighs the client's file. */
    private ConfigValue overlaid(ConfigValue value) {
        String variable = switch (value.key()) {
            case "tracker" -> ClientConfig.TRACKER;
            case "psk" -> ClientConfig.PSK;
            default -> "";
        };
        String set = terminal.environment().get(variable);
        return set == null ? value : new ConfigValue(value.key(), set, "$" + variable);
    }

    private static List<ConfigKind> kinds() {
        List<ConfigKind> kinds = new ArrayList<>();
        kinds.add(ConfigKind.of("peer", PeerConfig.class));
        kinds.add(ConfigKind.of(CLIENT, ClientConfig.class));
        ServiceLoader.load(ConfigKinds.class).forEach(module -> kinds.addAll(module.kinds()));
        return kinds;
    }

    private static ConfigKind kindOf(Path file) {
        Path name = file.getFileName();
        return kind(name == null ? "" : name.toString().replaceFirst("\\.ya?ml$", ""));
    }

    private static ConfigKind kind(String name) {
        return kinds().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "kind \"" + Printable.text(name) + "\"",
                        "is not known here",
                        "name one of " + kinds().stream().map(ConfigKind::name).collect(Collectors.joining(", "))
                                + ", with --as for a file of another name"));
    }
}
