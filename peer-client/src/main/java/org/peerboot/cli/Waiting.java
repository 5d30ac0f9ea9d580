package org.peerboot.cli;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ClusterStatus.Transfer;

/** Waits for nodes: when it is over, how it ended, and patience with a tracker that restarts. */
final class Waiting {
    /** A tracker that restarts is back within seconds; one that is away for a minute needs the administrator. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Terminal terminal;
    private final @Nullable Duration limit;
    private final long begun;
    private long answered;
    private boolean everAnswered;
    private boolean away;

    /** @param limit for the whole wait; without one it goes on */
    Waiting(Terminal terminal, @Nullable Duration limit) {
        this.terminal = terminal;
        this.limit = limit;
        this.begun = terminal.nanos().getAsLong();
        this.answered = begun;
    }

    /** Whether every assigned node is complete or has given up. */
    static boolean over(ClusterStatus status) {
        return status.transfers().stream().allMatch(t -> t.complete() + t.failed() >= t.nodes());
    }

    /** @throws CommandException with the reason, unless every assigned node is complete */
    static int exitCode(ClusterStatus status, @Nullable String image) {
        if (status.transfers().isEmpty()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    (image == null ? "transfers" : "image " + image)
                            + ": no node is assigned, so that there is nothing to wait for; run 'peerboot assign' first");
        }
        for (Transfer t : status.transfers()) {
            if (t.complete() < t.nodes()) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "image " + t.image().name() + ": complete on " + t.complete() + " of " + t.nodes()
                                + " nodes, failed on " + t.failed() + "; 'peerboot status --failed' says why");
            }
        }
        return ExitCode.OK;
    }

    /** Asks; where nobody answers, asks again for a minute before it gives up. */
    <T> T patiently(Supplier<T> question) throws InterruptedException {
        while (true) {
            try {
                T status = question.get();
                answered = terminal.nanos().getAsLong();
                everAnswered = true;
                away = false;
                return status;
            } catch (CommandException e) {
                if (e.exitCode() != ExitCode.NOT_REACHABLE
                        || !everAnswered
                        || terminal.nanos().getAsLong() - answered > PATIENCE_NANOS) {
                    throw e;
                }
                if (!away) {
                    terminal.err().println("peerboot: " + e.getMessage() + "; peers go on without it, asking again");
                    terminal.err().flush();
                    away = true;
                }
                terminal.sleeper().sleep(1000);
            }
        }
    }

    /** @throws CommandException if the limit is reached; {@code where} says how far it had come */
    void pause(long millis, String where) throws InterruptedException {
        if (limit != null && terminal.nanos().getAsLong() - begun > limit.toNanos()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "not complete after " + Units.duration(limit.toSeconds()) + " (" + where
                            + "); the transfer goes on: wait longer with --timeout, or see 'peerboot status --nodes'");
        }
        terminal.sleeper().sleep(millis);
    }
}
