package org.peerboot.doctor;

import java.util.Arrays;
import org.peerboot.image.RefusedException;

/** Whether a node's peer hears of a job when the job gets the node. */
record PrologCheck(SlurmConfig slurm) implements Check {
    @Override
    public String name() {
        return "prolog";
    }

    @Override
    public Finding look() {
        String flags = slurm.get("PrologFlags");
        if (Arrays.stream(flags.split(",")).noneMatch(flag -> flag.equalsIgnoreCase("Alloc"))) {
            throw new RefusedException(
                    "PrologFlags in slurm.conf",
                    flags.isEmpty() ? "is not set" : "is " + flags,
                    "add Alloc there and restart slurmctld and slurmd: without it a job shares its nodes' network with"
                            + " transfers until its first step");
        }
        return Finding.good(this, "PrologFlags is " + flags);
    }
}
