package org.peerboot.cli;

import java.util.ArrayList;
import java.util.List;
import org.peerboot.doctor.Host;
import org.peerboot.wire.Api;
import picocli.CommandLine;

/** The commands that any user may type, in the order in which {@code peerboot --help} lists them. */
final class ClientCommands {
    private ClientCommands() {}

    static List<CommandLine> of(Terminal terminal) {
        List<CommandLine> commands = new ArrayList<>();
        commands.add(new CommandLine(new PublishCommand(terminal)));
        commands.add(new CommandLine(new ImagesCommand(terminal)));
        commands.add(new CommandLine(new RemoveCommand(terminal)));
        commands.add(assignment(terminal, "assign", Api.ASSIGN, "%s assigned to %s", "Nodes shall hold an image."));
        commands.add(assignment(
                terminal,
                "unassign",
                Api.UNASSIGN,
                "%s no longer assigned to %s",
                "Nodes shall hold an image no longer."));
        commands.add(assignment(
                terminal,
                "cancel",
                Api.CANCEL,
                "%s cancelled on %s",
                "Nodes that are not complete yet stop and lose the assignment; complete ones keep it."));
        commands.add(assignment(
                terminal,
                "pause",
                Api.PAUSE,
                "%s paused on %s",
                "Nodes stop fetching an image for now; what they hold stays and is served."));
        commands.add(assignment(
                terminal, "resume", Api.RESUME, "%s goes on on %s", "Nodes go on fetching an image that was paused."));
        commands.add(new CommandLine(new RebootCommand(terminal)));
        commands.add(new CommandLine(new PeerCommand()));
        commands.add(new CommandLine(new StatusCommand(terminal)));
        commands.add(new CommandLine(new TopCommand(terminal)));
        commands.add(new CommandLine(new FetchCommand(terminal)));
        commands.add(new CommandLine(new CacheCommand(terminal)));
        commands.add(new CommandLine(new ExplainCommand(terminal)));
        commands.add(new CommandLine(new AttributesCommand(terminal)));
        commands.add(new CommandLine(new KeyCommand(terminal)));
        commands.add(new CommandLine(
                new DoctorCommand(terminal, () -> Host.here(terminal.environment(), Version.release()))));
        commands.add(new CommandLine(new ConfigCommand(terminal)));
        commands.add(new CommandLine(new CompletionCommand(terminal)));
        return commands;
    }

    private static CommandLine assignment(
            Terminal terminal, String name, String path, String done, String description) {
        CommandLine line = new CommandLine(new AssignmentCommand(terminal, path, done));
        line.getCommandSpec().name(name).usageMessage().description(description);
        return line;
    }
}
