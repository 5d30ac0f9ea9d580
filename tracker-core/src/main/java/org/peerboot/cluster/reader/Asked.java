package org.peerboot.cluster.reader;

import java.time.Duration;
import org.peerboot.image.RefusedException;

/** Somebody who answers questions about a workload manager, for as long as he lives. */
public interface Asked<A extends Answer> extends AutoCloseable {
    /** @throws RefusedException if there is no answer, or none that is understood; there will be no other */
    A ask(Question question, Duration patience);

    @Override
    void close();
}
