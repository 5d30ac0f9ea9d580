package org.peerboot.doctor;

/** Whether slurmctld answers from here. */
record ReachCheck(SlurmConfig slurm) implements Check {
    @Override
    public String name() {
        return "slurm";
    }

    @Override
    public Finding look() {
        return Finding.good(
                this, "slurmctld of " + slurm.get("ClusterName") + " answers: " + slurm.get("SLURM_VERSION"));
    }
}
