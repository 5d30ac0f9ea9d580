package org.peerboot.cli;

import java.util.concurrent.Callable;
import org.peerboot.wire.ImageInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        description = "Removes an image from the tracker and the origin. Refused while nodes are assigned to it.")
final class RemoveCommand implements Callable<Integer> {
    @Mixin
    private ClientOptions options;

    @Parameters(paramLabel = "IMAGE", description = "Its name or its digest.")
    private String image = "";

    private final Terminal terminal;

    RemoveCommand(Terminal terminal) {
        this.terminal = terminal;
        this.options = new ClientOptions(terminal);
    }

    @Override
    public Integer call() {
        ImageInfo removed = options.client().remove(image);
        if (!options.printed(removed)) {
            terminal.out()
                    .println("removed " + removed.name() + " ("
                            + removed.digest().brief() + ", " + Units.bytes(removed.bytes()) + ")");
        }
        return ExitCode.OK;
    }
}
