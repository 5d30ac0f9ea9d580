package org.peerboot.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Types commands and keeps what they print; its clock moves only when a command sleeps. */
final class Shell {
    final Map<String, String> environment = new HashMap<>();
    final AtomicLong nanos = new AtomicLong();
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** With a client's file that says nothing, so that this machine's own is not read. */
    Shell(Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("client.yaml"), "{}\n");
        environment.put("PEERBOOT_CLIENT", file.toString());
        Path psk = Files.writeString(directory.resolve("psk"), "0123456789abcdef0123456789abcdef0123456789abcdef\n");
        Files.setPosixFilePermissions(psk, PosixFilePermissions.fromString("rw-------"));
        environment.put("PEERBOOT_PSK", psk.toString());
    }

    Shell with(StubTracker tracker) {
        environment.put("PEERBOOT_TRACKER", tracker.url());
        return this;
    }

    int type(String... words) {
        out = new StringWriter();
        err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out),
                new PrintWriter(err),
                false,
                false,
                100,
                environment,
                nanos::get,
                millis -> nanos.addAndGet(millis * 1_000_000));
        return Main.commandLine(terminal, words).execute(words);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
