package org.peerboot.doctor;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peerboot.image.RefusedException;

/**
 * Whether PBS' server answers from here.
 *
 * @param alone whether no other workload manager has its files here: one that was left behind is no fault
 */
record PbsCheck(Host host, boolean alone) implements Check {
    static final String CONF = "etc/pbs.conf";
    private static final Pattern EXEC = Pattern.compile("(?m)^PBS_EXEC=(/\\S{1,200})\\s*$");

    @Override
    public String name() {
        return "pbs";
    }

    @Override
    public Finding look() {
        Matcher exec = EXEC.matcher(host.text(CONF));
        String qstat = exec.find() ? exec.group(1) + "/bin/qstat" : "qstat";
        try {
            host.commands()
                    .run(
                            "the PBS server",
                            "start pbs_server, open its port to this machine, and see that PBS_SERVER in pbs.conf is right",
                            List.of(qstat, "-B"));
        } catch (RefusedException e) {
            if (alone) {
                throw e;
            }
            return Finding.warning(this, e.what() + ": " + e.why(), "remove pbs.conf where Slurm alone is in use");
        }
        return Finding.good(this, "its server answers");
    }
}
