package org.peerboot.cli;

import java.util.List;

/**
 * Commands that another module brings to {@code peerboot}, named in
 * {@code META-INF/services/org.peerboot.cli.CommandProvider}.
 *
 * <p>Each is an object that picocli's {@code @Command} describes and a {@code Callable<Integer>} or {@code Runnable}.
 * It may throw: {@code RefusedException} becomes exit code 3, {@link CommandException} its own, an {@code IOException}
 * 4 where nobody answered and 1 otherwise; the message goes to stderr as it stands. A daemon implements
 * {@link DaemonCommand}. {@code -v} is taken: it is the logs' level, for every command.
 */
public interface CommandProvider {
    List<Object> commands();
}
