package org.peerboot.doctor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Json;

/**
 * What somebody far away needs to find a fault, as a zip file for its owner alone: the findings, configurations, logs.
 * Keys are not read at all; all else goes through {@link Secrets}.
 */
public final class Bundle {
    private static final int MAX_BYTES = 4 << 20;

    private static final List<String> FILES = List.of(
            "etc/peerboot/peer.yaml",
            "etc/peerboot/tracker.yaml",
            "etc/peerboot/client.yaml",
            "etc/peerboot/policy.yaml",
            "etc/peerboot/cluster.yaml",
            "etc/peerboot/boot.conf",
            "etc/hosts",
            "etc/os-release",
            "etc/pbs.conf",
            "proc/meminfo",
            "proc/mounts",
            "proc/cmdline");

    private static final List<String> SLURM_FILES = List.of("slurm.conf", "plugstack.conf", "topology.conf");

    private static final Map<String, List<String>> COMMANDS = commands();

    private Bundle() {}

    private static Map<String, List<String>> commands() {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("uname", List.of("uname", "-a"));
        commands.put("ip-address", List.of("ip", "-brief", "address"));
        commands.put("units", List.of("systemctl", "--no-pager", "status", "peerboot-peer", "peerboot-tracker"));
        commands.put("journal", List.of("journalctl", "--no-pager", "-n", "5000", "-u", "peerboot-*"));
        commands.put("scontrol-config", List.of("scontrol", "show", "config"));
        commands.put("boot-time", List.of("systemd-analyze", "time"));
        return commands;
    }

    /**
     * @param file that does not exist
     * @throws RefusedException if it exists
     */
    public static void write(Path file, Report report, Host host) throws IOException {
        if (Files.exists(file)) {
            throw new RefusedException("bundle " + file, "exists", "name another file, or remove it");
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE);
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            entry(zip, "report.json", Json.write(report));
            for (String place : FILES) {
                file(zip, place, host.file(place));
            }
            for (String name : SLURM_FILES) {
                file(zip, "slurm/" + name, host.slurmConf().resolveSibling(name));
            }
            for (Map.Entry<String, List<String>> command : COMMANDS.entrySet()) {
                entry(zip, "commands/" + command.getKey() + ".txt", output(host, command.getValue()));
            }
        }
    }

    private static String output(Host host, List<String> line) {
        try {
            return host.commands().run(line.get(0), "", line);
        } catch (RefusedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void file(ZipOutputStream zip, String name, Path file) throws IOException {
        if (Files.isRegularFile(file) && Files.isReadable(file)) {
            try (var in = Files.newInputStream(file)) {
                entry(zip, name, new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
            }
        }
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry("peerboot/" + name));
        zip.write(Secrets.takenFrom(text).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
