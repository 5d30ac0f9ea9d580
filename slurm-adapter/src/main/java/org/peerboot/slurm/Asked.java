package org.peerboot.slurm;

import java.time.Duration;
import org.peerboot.image.RefusedException;

/** Somebody who answers questions about Slurm, for as long as he lives. */
interface Asked extends AutoCloseable {
    /** @throws RefusedException if there is no answer, or none that is understood; there will be no other */
    Answer ask(Question question, Duration patience);

    @Override
    void close();
}
