package org.peerboot.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.LocalReply;

/**
 * Fetches one image where no peer is resident: the same daemon, in this process, for as long as it takes. Named in
 * {@code META-INF/services/org.peerboot.cli.FetchOnce}.
 */
public interface FetchOnce {
    /**
     * @param image a name or a digest
     * @param config the peer's file; its default where absent
     * @param limit for the whole fetch
     * @param each every reply but the last, about one a second
     * @return the last reply, as the resident peer would have sent it
     */
    LocalReply fetch(String image, @Nullable Path config, Duration limit, Consumer<LocalReply> each) throws Exception;
}
