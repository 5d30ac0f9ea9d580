package org.peerboot.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import org.peerboot.image.RefusedException;

/**
 * Whether Slurm loads the plugin, and goes on without it.
 *
 * @param usual where plugstack.conf is unless Slurm says otherwise
 */
record PlugstackCheck(SlurmConfig slurm, Path usual) implements Check {
    private static final String PLUGIN = "peerboot.so";

    @Override
    public String name() {
        return "plugstack";
    }

    @Override
    public Finding look() {
        Path file = file();
        boolean there = false;
        for (PlugstackFile.Line line : PlugstackFile.read(file)) {
            if (!line.plugin().endsWith(PLUGIN)) {
                continue;
            }
            if (line.requirement().equals("required")) {
                throw new RefusedException(
                        line.file() + " line " + line.number() + ", " + PLUGIN,
                        "is required: any failure of it drains the node",
                        "write optional instead of required");
            }
            if (line.plugin().startsWith("/") && !Files.exists(Path.of(line.plugin()))) {
                return Finding.warning(
                        this,
                        line.file() + " line " + line.number() + ": " + line.plugin() + " is not there",
                        "install peerboot-slurm, or correct the path");
            }
            there = true;
        }
        return there
                ? Finding.good(this, "the plugin is optional")
                : Finding.warning(
                        this,
                        "no line of " + file + " names " + PLUGIN,
                        "add 'optional .../peerboot.so' there, for sbatch --peerboot=IMAGE");
    }

    /** What Slurm says; where slurmctld is away, which another check tells of, the usual place. */
    private Path file() {
        try {
            String said = slurm.get("PlugStackConfig");
            return said.isEmpty() ? usual : Path.of(said);
        } catch (RefusedException e) {
            return usual;
        }
    }
}
