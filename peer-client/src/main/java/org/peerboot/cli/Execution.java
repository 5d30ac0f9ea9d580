package org.peerboot.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Sets up the log as the command wants it, then runs it. A class and no lambda: picocli's are too old to be archived once a
 * lambda knows them.
 */
final class Execution implements IExecutionStrategy {
    private final Root root;

    Execution(Root root) {
        this.root = root;
    }

    @Override
    public int execute(ParseResult parsed) {
        List<CommandLine> chain = parsed.asCommandLineList();
        if (chain.get(chain.size() - 1).getCommand() instanceof DaemonCommand daemon) {
            Logging.ofDaemon(daemon.logFormat(), root.verbosity());
        } else {
            Logging.ofCommand(root.verbosity());
        }
        return new RunLast().execute(parsed);
    }
}
