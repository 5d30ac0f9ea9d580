package org.peerboot.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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

    /** @param words that were typed: the command among them is the only one made, since each costs its time and memory */
    static CommandLine commandLine(Terminal terminal, String... words) {
        Root root = new Root();
        CommandLine line = new CommandLine(root);
        String command = command(words);
        if (ClientCommands.NAMES.contains(command)) {
            line.addSubcommand(ClientCommands.of(command, terminal));
        } else {
            addOthers(command, line, terminal);
        }
        return line.setOut(terminal.out())
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures(root))
                .setParameterExceptionHandler(new Usage())
                .setExecutionStrategy(new Execution(root));
    }

    /** Loops, as {@link Execution} is a class: a lambda that knows picocli keeps it out of the archive, for 50 ms a start. */
    private static void addOthers(String command, CommandLine line, Terminal terminal) {
        List<Object> others = new ArrayList<>();
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            others.addAll(provider.commands());
        }
        for (Object other : others) {
            if (name(other).equals(command)) {
                line.addSubcommand(other);
                return;
            }
        }
        for (String name : ClientCommands.NAMES) {
            line.addSubcommand(ClientCommands.of(name, terminal));
        }
        for (Object other : others) {
            line.addSubcommand(other);
        }
    }

    private static String name(Object command) {
        Command described = command.getClass().getAnnotation(Command.class);
        return described == null ? "" : described.name();
    }

    /** Empty for who asks for help, and so wants to see every command. */
    private static String command(String... words) {
        String command = "";
        for (String word : words) {
            if (HELP.contains(word)) {
                return "";
            }
            if (command.isEmpty() && !word.startsWith("-")) {
                command = word;
            }
        }
        return command;
    }
}
