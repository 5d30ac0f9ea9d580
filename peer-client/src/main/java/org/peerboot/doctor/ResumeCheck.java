package org.peerboot.doctor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * Whether Slurm waits long enough for a node that reboots.
 *
 * @param bootSeconds how long a boot took; absent where nobody knows
 */
record ResumeCheck(SlurmConfig slurm, Supplier<@Nullable Integer> bootSeconds) implements Check {
    /** Firmware, kernel and services of a server; Slurm's default is 60 s. */
    private static final int LEAST_SECONDS = 300;

    @Override
    public String name() {
        return "reboot";
    }

    @Override
    public Finding look() {
        String program = slurm.get("RebootProgram");
        if (program.isEmpty()) {
            return Finding.warning(
                    this, "RebootProgram is not set", "set it to /usr/libexec/peerboot/reboot, for 'peerboot reboot'");
        }
        String timeout = slurm.get("ResumeTimeout").replaceFirst(" sec$", "");
        if (!timeout.matches("[0-9]{1,9}")) {
            return Finding.good(this, "RebootProgram is " + program);
        }
        int seconds = Integer.parseInt(timeout);
        Integer boot = bootSeconds.get();
        if (boot != null && seconds < boot) {
            throw new RefusedException(
                    "ResumeTimeout in slurm.conf",
                    "is " + seconds + " s, and this machine's last boot took " + boot
                            + " s: Slurm sets a node that takes longer DOWN, and it stays so",
                    "set ResumeTimeout=" + Math.max(LEAST_SECONDS, boot + boot / 2)
                            + " and run 'scontrol reconfigure'");
        }
        if (seconds < LEAST_SECONDS) {
            return Finding.warning(
                    this,
                    "ResumeTimeout is " + seconds + " s: a node that takes longer to boot stays DOWN",
                    "set it to half as much again as the slowest node takes, " + LEAST_SECONDS + " at least");
        }
        return Finding.good(this, "RebootProgram is " + program + ", ResumeTimeout " + seconds + " s");
    }
}
