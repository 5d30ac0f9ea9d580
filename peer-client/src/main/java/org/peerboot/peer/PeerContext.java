package org.peerboot.peer;

import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.peerboot.image.TrustedKeys;
import org.peerboot.store.CachedImage;
import org.peerboot.store.ImageCache;
import org.peerboot.transfer.nio.BulkClient;
import org.peerboot.transfer.nio.EventLoop;

/**
 * What every part of a peer works with.
 *
 * @param node this node's name in the workload manager
 * @param booting what this node boots
 * @param workers for hashing and the disk
 * @param mayGo which whole images may be removed when the cache has no room; asked on workers
 * @param budget bytes of memory for the pieces of one image on their way
 */
record PeerContext(
        String node,
        EventLoop loop,
        BulkClient client,
        BulkService service,
        ImageCache cache,
        Booting booting,
        TrustedKeys keys,
        Executor workers,
        Random random,
        Predicate<CachedImage> mayGo,
        long budget) {}
