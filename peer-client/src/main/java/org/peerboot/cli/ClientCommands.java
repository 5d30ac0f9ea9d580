package org.peerboot.cli;

import java.util.List;
import org.peerboot.doctor.Host;
import org.peerboot.wire.Api;
import picocli.CommandLine;

/** The commands that any user may type. Each is made only when it is wanted: to describe one takes a start 10 ms. */
final class ClientCommands {
    /** In the order in which {@code peerboot --help} lists them. */
    static final List<String> NAMES = List.of(
            "publish",
            "images",
            "remove",
            "assign",
            "unassign",
            "cancel",
            "pause",
            "resume",
            "reboot",
            "peer",
            "status",
            "top",
            "fetch",
            "cache",
            "explain",
            "attributes",
            "key",
            "doctor",
            "config",
            "completion");

    private ClientCommands() {}

    /** @param name one of {@link #NAMES} */
    static CommandLine of(String name, Terminal terminal) {
        CommandLine line = new CommandLine(command(name, terminal));
        String description = description(name);
        if (!description.isEmpty()) {
            line.getCommandSpec().name(name).usageMessage().description(description);
        }
        return line;
    }

    private static Object command(String name, Terminal terminal) {
        return switch (name) {
            case "publish" -> new PublishCommand(terminal);
            case "images" -> new ImagesCommand(terminal);
            case "remove" -> new RemoveCommand(terminal);
            case "assign" -> new AssignmentCommand(terminal, Api.ASSIGN, "%s assigned to %s");
            case "unassign" -> new AssignmentCommand(terminal, Api.UNASSIGN, "%s no longer assigned to %s");
            case "cancel" -> new AssignmentCommand(terminal, Api.CANCEL, "%s cancelled on %s");
            case "pause" -> new AssignmentCommand(terminal, Api.PAUSE, "%s paused on %s");
            case "resume" -> new AssignmentCommand(terminal, Api.RESUME, "%s goes on on %s");
            case "reboot" -> new RebootCommand(terminal);
            case "peer" -> new PeerCommand();
            case "status" -> new StatusCommand(terminal);
            case "top" -> new TopCommand(terminal);
            case "fetch" -> new FetchCommand(terminal);
            case "cache" -> new CacheCommand(terminal);
            case "explain" -> new ExplainCommand(terminal);
            case "attributes" -> new AttributesCommand(terminal);
            case "key" -> new KeyCommand(terminal);
            case "doctor" -> new DoctorCommand(terminal, () -> Host.here(terminal.environment(), Version.release()));
            case "config" -> new ConfigCommand(terminal);
            case "completion" -> new CompletionCommand(terminal);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Of those that share a class. */
    private static String description(String name) {
        return switch (name) {
            case "assign" -> "Nodes shall hold an image.";
            case "unassign" -> "Nodes shall hold an image no longer.";
            case "cancel" -> "Nodes that are not complete yet stop and lose the assignment; complete ones keep it.";
            case "pause" -> "Nodes stop fetching an image for now; what they hold stays and is served.";
            case "resume" -> "Nodes go on fetching an image that was paused.";
            default -> "";
        };
    }
}
