package org.peerboot.peer;

import java.util.List;

/**
 * Images that a job ordered at its begin.
 *
 * @param images names or digests
 * @param user whose job it is; empty where who tells of the job does not say
 * @param waitSeconds for so long its tasks wait for them before they begin without; 0 where they do not wait
 */
record JobOrder(List<String> images, String user, int waitSeconds) {
    static final JobOrder NONE = new JobOrder(List.of(), "", 0);

    JobOrder {
        images = List.copyOf(images);
    }
}
