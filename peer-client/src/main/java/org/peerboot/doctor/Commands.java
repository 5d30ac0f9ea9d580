package org.peerboot.doctor;

import java.util.List;
import org.peerboot.image.RefusedException;

/** Commands of the machine whose output a check reads. */
@FunctionalInterface
public interface Commands {
    /**
     * @param service whose answer it is, such as {@code slurmctld}
     * @param cure where it does not answer
     * @return what the command prints
     * @throws RefusedException if it cannot be run, fails or does not end in time
     */
    String run(String service, String cure, List<String> line);
}
