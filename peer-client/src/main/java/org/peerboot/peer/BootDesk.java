package org.peerboot.peer;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Choose;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.SegmentRestart;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What programs that boot this node ask of its peer. On the peer's loop; answers that need the disk come from a worker. */
final class BootDesk {
    private static final Logger LOG = LoggerFactory.getLogger(BootDesk.class);

    private final PeerContext context;
    private final Supplier<TrackerUpdate> update;
    private final Map<Digest, ImageFetch> fetches;
    private final Consumer<SegmentRestart> restarted;
    private final Denials denials;
    private final Consumer<Digest> refetch;

    /**
     * @param update in force
     * @param fetches the peer's, by image
     * @param restarted told of each restart that a look at one of them brings up
     * @param refetch fetches an image anew that the disk has changed; called on a worker
     */
    BootDesk(
            PeerContext context,
            Supplier<TrackerUpdate> update,
            Map<Digest, ImageFetch> fetches,
            Consumer<SegmentRestart> restarted,
            Denials denials,
            Consumer<Digest> refetch) {
        this.context = context;
        this.update = update;
        this.fetches = fetches;
        this.restarted = restarted;
        this.denials = denials;
        this.refetch = refetch;
    }

    /** What the tracker says shall be booted: tries of another count no more. */
    void assigned(TrackerUpdate next) {
        WantedImage boot = boot(next);
        context.booting().assigned(boot == null ? null : boot.digest());
        context.workers().execute(() -> {
            try {
                context.booting().settle();
            } catch (RefusedException e) {
                LOG.warn("{}", e.getMessage());
            }
        });
    }

    private static @Nullable WantedImage boot(TrackerUpdate update) {
        return update.images().stream().filter(WantedImage::boot).findFirst().orElse(null);
    }

    /** What to boot now: {@code reply} is called on a worker. */
    void choose(Consumer<LocalReply> reply) {
        TrackerUpdate now = update.get();
        WantedImage boot = boot(now);
        ImageFetch fetch = boot == null ? null : fetches.get(boot.digest());
        ImageProgress coming = fetch == null ? null : fetch.progress(restarted);
        boolean hopeless = fetch != null && fetch.hopeless();
        LocalReply words = reply(true, null);
        context.workers().execute(() -> {
            Booting.Answer answer = context.booting().choose(boot, coming, hopeless, now.epoch() > 0, refetch);
            reply.accept(words.with(answer.last(), answer.choice()));
        });
    }

    /** Whether the tracker has {@code image}, a name or a digest, as the one to boot; the last line too if it will not. */
    LocalReply chosen(String image) {
        WantedImage boot = boot(update.get());
        boolean done = boot != null
                && (boot.name().equals(image) || boot.digest().toString().equals(image));
        String denial = done ? null : denials.find(image, Choose.USER);
        return reply(done || denial != null, denial);
    }

    /** The caller is about to boot {@code image}; {@code reply} is called on a worker once that is on disk. */
    void booting(@Nullable Digest image, Consumer<LocalReply> reply) {
        WantedImage boot = boot(update.get());
        LocalReply done = reply(true, null);
        context.workers().execute(() -> {
            try {
                context.booting().booting(image, boot == null ? null : boot.digest());
                reply.accept(done);
            } catch (RefusedException e) {
                reply.accept(LocalService.refusal(e.getMessage()));
            }
        });
    }

    /** The root of {@code image} is mounted below the kernel that runs; {@code reply} is called on a worker. */
    void booted(Digest image, Consumer<LocalReply> reply) {
        LocalReply done = reply(true, null);
        context.workers().execute(() -> {
            context.booting().booted(image);
            reply.accept(done);
        });
    }

    private LocalReply reply(boolean done, @Nullable String error) {
        return new LocalReply(
                done,
                error,
                null,
                context.node(),
                update.get().epoch(),
                context.service().limits(),
                List.of(),
                null);
    }
}
