package org.peerboot.cluster.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a reader is started: this JVM's own launcher and class path, with a small heap. */
public final class ReaderLaunch {
    private static final String MAIN = "org.peerboot.cli.Main";
    /** Twice 20,000 jobs and 10,000 nodes are 30 MB; Java fills what it is given. */
    private static final String HEAP = "-Xmx192m";

    private ReaderLaunch() {}

    /** @param options of the reader's command, in order; those with an empty value are left out */
    public static List<String> command(Service service, Map<String, String> options) {
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
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, service.reader()));
        options.forEach((name, value) -> {
            if (!value.isEmpty()) {
                command.add(name);
                command.add(value);
            }
        });
        return command;
    }

    /**
     * All of it: what the tracker was started with may steer the workload manager's library too.
     *
     * @param ofCommands what its commands are given
     */
    public static Map<String, String> environment(Map<String, String> ofCommands) {
        Map<String, String> environment = new HashMap<>(ofCommands);
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("MALLOC_ARENA_MAX", "2");
        return environment;
    }
}
