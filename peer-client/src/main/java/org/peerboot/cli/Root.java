package org.peerboot.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code peerboot} itself: what all commands share. */
@Command(
        name = "peerboot",
        description = "Moves boot images and data to the nodes of a cluster, from node to node.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = picocli.CommandLine.HelpCommand.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:begun, and failed",
            "2:the command line is not understood",
            "3:refused: a name, a file, a host list, an image that does not exist",
            "4:the tracker or the peer does not answer",
            "5:not permitted"
        })
final class Root implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more; twice for everything. Errors show their stack.")
    private boolean[] verbose = {};

    int verbosity() {
        return verbose.length;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given; 'peerboot --help' lists them");
    }
}
