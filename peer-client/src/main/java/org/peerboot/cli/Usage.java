package org.peerboot.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that is not understood. No lambda, as {@link Execution} is none. */
final class Usage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
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
