package org.peerboot.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.peerboot.auth.Credentials;

/** Checks that more than one role has. */
public final class CommonChecks {
    private CommonChecks() {}

    /** @param place public keys: a file or a directory */
    public static Check keys(Path place) {
        return new KeysCheck(place);
    }

    /** @param key of the configuration that names the directory, for the cure */
    public static Check disk(Path directory, String key) {
        return new DiskCheck(directory, key, DiskCheck::free);
    }

    public static Check credential(Supplier<Credentials> credentials) {
        return new CredentialCheck(credentials);
    }

    public static Check answers(TrackerAnswers tracker) {
        return new PortCheck(tracker);
    }

    /** Of the workload managers whose files are there. */
    public static List<Check> workloadManagers(Host host) {
        List<Check> checks = new ArrayList<>();
        Path slurmConf = host.slurmConf();
        boolean slurmIsHere = Files.exists(slurmConf);
        if (slurmIsHere) {
            SlurmConfig slurm = new SlurmConfig(host.commands());
            checks.add(new ReachCheck(slurm));
            checks.add(new PrologCheck(slurm));
            checks.add(new PlugstackCheck(slurm, slurmConf.resolveSibling("plugstack.conf")));
            checks.add(new ResumeCheck(slurm, () -> BootTime.seconds(host.commands())));
        }
        if (Files.exists(host.file(PbsCheck.CONF))) {
            checks.add(new PbsCheck(host, !slurmIsHere));
        }
        return checks;
    }
}
