package org.peerboot.slurm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the reader is started: this JVM's own launcher and class path, with a small heap. */
final class ReaderLaunch {
    private static final String MAIN = "org.peerboot.cli.Main";
    /** Twice 20,000 jobs and 10,000 nodes are 30 MB; Java fills what it is given. */
    private static final String HEAP = "-Xmx192m";

    private ReaderLaunch() {}

    static List<String> command(SlurmSettings settings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData"));
        // where JNA unpacks, or finds unpacked, its own library
        new TreeMap<>(System.getProperties()).forEach((key, value) -> {
            if (key.toString().startsWith("jna.") || key.equals("java.io.tmpdir")) {
                command.add("-D" + key + "=" + value);
            }
        });
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "slurm-reader"));
        option(command, "--reader", settings.reader().name());
        option(command, "--path", settings.path());
        option(command, "--timeout", settings.timeout().toMillis() + "ms");
        if (settings.conf() != null) {
            option(command, "--conf", settings.conf().toString());
        }
        if (settings.library() != null) {
            option(command, "--library", settings.library().toString());
        }
        return command;
    }

    private static void option(List<String> command, String name, String value) {
        command.add(name);
        command.add(value);
    }

    /** All of it: what the tracker was started with may steer Slurm's library too. */
    static Map<String, String> environment(SlurmSettings settings) {
        Map<String, String> environment = new HashMap<>(SlurmCommands.environment(settings.path(), settings.conf()));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("MALLOC_ARENA_MAX", "2");
        return environment;
    }
}
