package org.peerboot.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.peerboot.doctor.Finding;
import org.peerboot.doctor.Report;
import org.peerboot.wire.Json;

/** Sends {@code peerboot doctor} to a machine of a cluster. */
final class Doctor {
    /** A second munged on a node, with a key of its own. */
    static final String OTHER_MUNGED =
            "mkdir -p -m 755 /run/other; umask 077; head -c 1024 /dev/urandom >/run/other/key; munged --force"
                    + " --key-file=/run/other/key --socket=/run/other/socket --pid-file=/run/other/pid"
                    + " --log-file=/run/other/log --seed-file=/run/other/seed";

    private Doctor() {}

    /** What it found. */
    record Visit(int exit, Report report, String text) {
        List<Finding> faults() {
            return all().filter(finding -> finding.level() == Finding.Level.FAULT)
                    .toList();
        }

        /** Of that check, which must be at fault: what was found, and the cure. */
        String fault(String check) {
            return words(faults(), check);
        }

        String finding(String check) {
            return words(all().toList(), check);
        }

        Finding.Level level(String check) {
            return all().filter(finding -> finding.check().equals(check))
                    .findFirst()
                    .orElseThrow()
                    .level();
        }

        private Stream<Finding> all() {
            return report.roles().stream().flatMap(role -> role.findings().stream());
        }

        private String words(List<Finding> findings, String check) {
            return findings.stream()
                    .filter(finding -> finding.check().equals(check))
                    .map(finding -> finding.found() + "; " + finding.cure())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no fault of " + check + ": " + text));
        }
    }

    /**
     * @param changes keys of peer.yaml with other values than the node's own; for a node
     * @param environment further variables, as {@code NAME=VALUE}, and what runs the command
     */
    static Visit visit(SlurmCluster cluster, String machine, Map<String, String> changes, String... environment) {
        try {
            return visitBy(Distribution.program(), cluster, machine, changes, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of another release. */
    static Visit visitBy(
            Path program, SlurmCluster cluster, String machine, Map<String, String> changes, String... environment) {
        Path etc = cluster.directory().resolve("etc");
        List<String> line = new ArrayList<>(List.of("env", "SLURM_CONF=" + etc.resolve("slurm.conf")));
        line.addAll(List.of(environment));
        line.add(program.toString());
        line.addAll(
                machine.equals("service")
                        ? List.of("doctor", "--json", "--on", "tracker", "--config", etc + "/tracker.yaml")
                        : List.of("doctor", "--json", "--on", "node", "--config", changed(cluster, machine, changes)));
        Command command = cluster.nodeExec(machine, line.toArray(String[]::new));
        if (command.out().isBlank()) {
            throw new AssertionError(command.err());
        }
        return new Visit(command.exit(), Json.read(command.out(), Report.class, "doctor"), command.out());
    }

    private static String changed(SlurmCluster cluster, String node, Map<String, String> changes) {
        try {
            Map<String, String> lines = new LinkedHashMap<>();
            for (String text : Files.readAllLines(cluster.ofNode(node, "peer.yaml"))) {
                lines.put(text.replaceFirst(":.*", ""), text);
            }
            changes.forEach((key, value) -> lines.put(key, key + ": " + value));
            Path file = cluster.ofNode(node, "scratch/doctor.yaml");
            Files.writeString(file, lines.values().stream().collect(Collectors.joining("\n", "", "\n")));
            return "/scratch/doctor.yaml";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
