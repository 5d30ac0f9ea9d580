package org.peerboot.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code peerboot} command: client commands from here, daemons from whoever provides them. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = commandLine(Terminal.real(out, err), args).execute(args);
        out.flush();
        System.exit(exitCode);
    }

    /** @param words that were typed: a node's daemon knows no other command, which would cost each start and stay in memory */
    static CommandLine commandLine(Terminal terminal, String... words) {
        Root root = new Root();
        CommandLine line = new CommandLine(root);
        if (isPeer(words)) {
            line.addSubcommand(new PeerCommand());
        } else {
            ClientCommands.of(terminal).forEach(line::addSubcommand);
            for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
                provider.commands().forEach(line::addSubcommand);
            }
        }
        return line.setOut(terminal.out())
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures(root))
                .setParameterExceptionHandler(Main::usage)
                .setExecutionStrategy(parsed -> run(root, parsed));
    }

    private static boolean isPeer(String... words) {
        for (String word : words) {
            if (!word.startsWith("-")) {
                return word.equals("peer");
            }
        }
        return false;
    }

    private static int run(Root root, ParseResult parsed) {
        List<CommandLine> chain = parsed.asCommandLineList();
        if (chain.get(chain.size() - 1).getCommand() instanceof DaemonCommand daemon) {
            Logging.ofDaemon(daemon.logFormat(), root.verbosity());
        } else {
            Logging.ofCommand(root.verbosity());
        }
        return new RunLast().execute(parsed);
    }

    private static int usage(ParameterException wrong, String[] args) {
        PrintWriter err = wrong.getCommandLine().getErr();
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        err.println("peerboot: " + wrong.getMessage());
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            UnmatchedArgumentException.printSuggestions(unmatched, err);
        }
        err.println("Try '" + command + " --help'.");
        err.flush();
        return ExitCode.USAGE;
    }
}
