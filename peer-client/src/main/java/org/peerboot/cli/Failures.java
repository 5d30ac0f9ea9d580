package org.peerboot.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.peerboot.image.RefusedException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** From what a command threw to one line on stderr and an exit code. */
final class Failures implements IExecutionExceptionHandler {
    private final Root root;

    Failures(Root root) {
        this.root = root;
    }

    @Override
    public int handleExecutionException(Exception thrown, picocli.CommandLine command, ParseResult parsed) {
        Throwable failure = unwrap(thrown);
        PrintWriter err = command.getErr();
        err.println("peerboot: " + message(failure));
        if (root.verbosity() > 0) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode(failure);
    }

    static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapper = thrown instanceof ExecutionException
                || thrown instanceof CompletionException
                || thrown instanceof java.io.UncheckedIOException;
        return wrapper && cause != null ? unwrap(cause) : thrown;
    }

    static int exitCode(Throwable failure) {
        if (failure instanceof CommandException command) {
            return command.exitCode();
        }
        if (failure instanceof RefusedException || failure instanceof NoSuchFileException) {
            return ExitCode.REFUSED;
        }
        if (failure instanceof ConnectException
                || failure instanceof HttpTimeoutException
                || failure instanceof SocketTimeoutException
                || failure instanceof UnknownHostException) {
            return ExitCode.NOT_REACHABLE;
        }
        return failure instanceof AccessDeniedException ? ExitCode.NOT_PERMITTED : ExitCode.FAILED;
    }

    static String message(Throwable failure) {
        String text = failure.getMessage();
        if (failure instanceof NoSuchFileException) {
            return text + ": there is no such file; check the path";
        }
        if (failure instanceof AccessDeniedException) {
            return text + ": you may not open it; ask its owner, or run this as a user who may";
        }
        if (failure instanceof RefusedException || failure instanceof CommandException) {
            return String.valueOf(text);
        }
        if (failure instanceof IOException) {
            return text == null ? failure.getClass().getSimpleName() : text;
        }
        return failure.getClass().getSimpleName() + (text == null ? "" : ": " + text)
                + "; this is a defect of Peerboot: run the command again with -v and report what it prints";
    }
}
