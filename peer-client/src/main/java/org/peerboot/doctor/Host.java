package org.peerboot.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.peerboot.image.RefusedException;

/**
 * The machine that is looked at.
 *
 * @param root of its file system
 * @param name its host name up to the first dot
 * @param version of this release
 * @param commands runs commands there
 */
public record Host(
        Path root, String name, Map<String, String> environment, String version, Clock clock, Commands commands) {

    /** This one. */
    public static Host here(Map<String, String> environment, String version) {
        return new Host(
                Path.of("/"), ownName(), Map.copyOf(environment), version, Clock.systemUTC(), new BoundedCommands());
    }

    /** @param place from the root, without a slash before it */
    public Path file(String place) {
        return root.resolve(place);
    }

    /** Slurm's configuration: what SLURM_CONF names, else the usual place. */
    Path slurmConf() {
        String named = environment.get("SLURM_CONF");
        return named == null ? file("etc/slurm/slurm.conf") : Path.of(named);
    }

    /** @throws RefusedException if it cannot be read */
    String text(String place) {
        try {
            return Files.readString(file(place));
        } catch (IOException e) {
            throw new RefusedException(file(place).toString(), "cannot be read (" + e + ")", "look as root", e);
        }
    }

    /** As the kernel knows it: no name service need answer. */
    private static String ownName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname"))
                    .strip()
                    .replaceFirst("\\..*", "");
        } catch (IOException e) {
            throw new RefusedException("/proc/sys/kernel/hostname", "cannot be read (" + e + ")", "mount /proc", e);
        }
    }
}
