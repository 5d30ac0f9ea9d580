package org.peerboot.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.peerboot.image.RefusedException;

/** A machine in a directory, on which faults are planted. Its commands print what they are told to. */
final class SickNode {
    static final Instant NOW = Instant.ofEpochSecond(1_790_000_000L);

    private final Path root;
    private final Map<String, String> prints = new HashMap<>();

    SickNode(Path root) {
        this.root = root;
        prints.put("scontrol show config", config("Alloc,Contain", 600));
        prints.put(
                "scontrol --oneliner show nodes",
                "NodeName=n1 Arch=x86_64 NodeAddr=127.0.0.1 NodeHostName=n1 Version=24.05\n"
                        + "NodeName=gpu7 Arch=x86_64 NodeAddr=127.0.0.1 NodeHostName=host7 Version=24.05\n");
    }

    static String config(String prologFlags, int resumeTimeout) {
        return "Configuration data as of 2026-11-26T22:00:00\nClusterName             = test\n"
                + "PrologFlags             = " + prologFlags + "\nRebootProgram           = /usr/libexec/reboot\n"
                + "ResumeTimeout           = " + resumeTimeout + " sec\nPlugStackConfig         = (null)\n";
    }

    SickNode prints(String command, String text) {
        prints.put(command, text);
        return this;
    }

    SickNode without(String command) {
        prints.remove(command);
        return this;
    }

    Path write(String place, String text) throws IOException {
        Path file = root.resolve(place);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    Commands commands() {
        return (service, cure, line) -> {
            String text = prints.get(String.join(" ", line));
            if (text == null) {
                throw new RefusedException(service, "does not answer '" + String.join(" ", line) + "'", cure);
            }
            return text;
        };
    }

    SlurmConfig slurm() {
        return new SlurmConfig(commands());
    }

    Host host(String name) {
        return new Host(root, name, Map.of(), "0.5.0", Clock.fixed(NOW, ZoneOffset.UTC), commands());
    }

    /** A tracker that answers each path with one text. */
    static TrackerAnswers tracker(int status, String body) {
        return (target, signed) -> new TrackerAnswers.Answer(status, body, NOW);
    }
}
