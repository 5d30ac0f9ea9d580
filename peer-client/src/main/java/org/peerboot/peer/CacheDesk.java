package org.peerboot.peer;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.image.ImageName;
import org.peerboot.image.RefusedException;
import org.peerboot.store.CachedImage;
import org.peerboot.wire.CacheEntry;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.LocalRequest;

/** What an administrator asks of this node's cache. */
final class CacheDesk {
    private final PeerContext context;
    private final Function<CachedImage, @Nullable String> kept;

    /** @param kept why an image may not go; safe from any thread */
    CacheDesk(PeerContext context, Function<CachedImage, @Nullable String> kept) {
        this.context = context;
        this.kept = kept;
    }

    /** Does it on a worker, since it waits for the disk, and replies with the cache as it is then. */
    void answer(LocalRequest.Op op, @Nullable String image, Consumer<LocalReply> reply) {
        context.workers().execute(() -> {
            try {
                if (op != LocalRequest.Op.CACHE) {
                    change(op, find(String.valueOf(image)));
                }
                reply.accept(list());
            } catch (RefusedException e) {
                reply.accept(LocalService.refusal(e.getMessage()));
            }
        });
    }

    private void change(LocalRequest.Op op, CachedImage image) {
        if (op != LocalRequest.Op.DROP) {
            context.cache().pin(image.digest(), op == LocalRequest.Op.PIN);
            return;
        }
        String why = reason(image);
        if (why != null) {
            throw new RefusedException(
                    "image " + image.manifest().name(),
                    "stays: " + why,
                    "unassign it, wait for the job's end, or unpin it first");
        }
        context.loop().execute(() -> context.service().withdraw(image.digest()));
        context.cache().remove(image.digest());
    }

    private CachedImage find(String image) {
        CachedImage found = image.startsWith("sha256:")
                ? context.cache().find(Digest.parse(image))
                : context.cache().find(ImageName.parse(image));
        if (found == null) {
            throw new RefusedException("image " + image, "is not in this node's cache", "see 'peerboot cache ls'");
        }
        return found;
    }

    private @Nullable String reason(CachedImage image) {
        return context.cache().pinned(image.digest()) ? "it is pinned" : kept.apply(image);
    }

    private LocalReply list() {
        List<CacheEntry> entries = context.cache().images().stream()
                .map(image -> new CacheEntry(
                        image.manifest().name().toString(),
                        image.digest(),
                        image.layout().size(),
                        image.layout().size() - image.missingBytes(),
                        image.used().toEpochMilli(),
                        context.cache().pinned(image.digest()),
                        reason(image)))
                .toList();
        return new LocalReply(true, null, null, context.node(), 0, null, List.of(), null, entries);
    }
}
