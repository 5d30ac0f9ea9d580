package org.peerboot.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code peerboot} command: client commands from here, daemons from whoever provides them. */
public final class Main {
    private static final Set<String> HELP = Set.of("help", "-h", "--help");

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
        if (runsPeer(words)) {
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

    /** Whoever asks for help wants to see every command. */
    private static boolean runsPeer(String... words) {
        String command = "";
        for (String word : words) {
            if (HELP.contains(word)) {
                return false;
            }
            if (command.isEmpty() && !word.startsWith("-")) {
                command = word;
            }
        }
        return command.equals("peer");
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
        if (wrong instanceof UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().equals(List.of("help"))) {
            return help(wrong.getCommandLine());
        }
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

    /** Of "peerboot COMMAND help", where the command takes no such word: that command's, then all that there are. */
    private static int help(CommandLine command) {
        PrintWriter out = command.getOut();
        command.usage(out);
        CommandLine all = command.getParent();
        if (all != null) {
            out.print(all.getHelp().commandListHeading() + all.getHelp().commandList());
        }
        out.flush();
        return ExitCode.OK;
    }
}
