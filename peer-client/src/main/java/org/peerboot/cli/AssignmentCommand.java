package org.peerboot.cli;

import java.util.concurrent.Callable;
import org.peerboot.wire.AssignmentReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The five commands that say which nodes shall hold an image, or how: they differ in a word and a path alone. */
@Command
final class AssignmentCommand implements Callable<Integer> {
    @Mixin
    private ClientOptions options;

    @Parameters(index = "0", paramLabel = "IMAGE", description = "Its name or its digest.")
    private String image = "";

    @Parameters(index = "1", paramLabel = "NODES", description = "A host list such as n[1-16],login1, or all.")
    private String nodes = "";

    private final Terminal terminal;
    private final String path;
    private final String done;

    /**
     * @param path of the tracker's API
     * @param done what has happened, such as {@code %s assigned to %s}, of image and nodes
     */
    AssignmentCommand(Terminal terminal, String path, String done) {
        this.terminal = terminal;
        this.options = new ClientOptions(terminal);
        this.path = path;
        this.done = done;
    }

    @Override
    public Integer call() {
        AssignmentReply reply = options.client().assignment(path, image, nodes);
        if (!options.printed(reply)) {
            terminal.out().println(line(reply, done));
        }
        return ExitCode.OK;
    }

    static String line(AssignmentReply reply, String done) {
        return Printable.text(String.format(done, reply.image(), reply.nodes())) + " ("
                + Units.count(reply.count(), "node") + ")";
    }
}
