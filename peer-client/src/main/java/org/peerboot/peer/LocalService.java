package org.peerboot.peer;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.image.RefusedException;
import org.peerboot.transfer.nio.EventLoop;
import org.peerboot.wire.BootNews;
import org.peerboot.wire.Choose;
import org.peerboot.wire.JobEvent;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.LocalRequest;
import org.peerboot.wire.PeerMessage;
import org.peerboot.wire.Want;

/** What callers on the local socket may ask, and who may ask it. */
final class LocalService {
    private static final int LONGEST_NAME = 256;
    /** A day, in seconds. */
    private static final int LONGEST_WAIT = 86_400;

    private static final Set<LocalRequest.Op> OF_CACHE =
            EnumSet.of(LocalRequest.Op.CACHE, LocalRequest.Op.PIN, LocalRequest.Op.UNPIN, LocalRequest.Op.DROP);

    private static final Asker CHOOSER = new Asker(Choose.USER, true);

    private final EventLoop loop;
    private final Peer peer;
    private final Consumer<PeerMessage> tracker;
    private final String daemonUser;
    private final CacheDesk cache;
    private final BootDesk boots;

    /**
     * @param tracker takes what the tracker should hear
     * @param daemonUser the user whom this daemon runs as; he may do what root may, since he can do worse anyway
     */
    LocalService(EventLoop loop, Peer peer, Consumer<PeerMessage> tracker, String daemonUser) {
        this.loop = loop;
        this.peer = peer;
        this.tracker = tracker;
        this.daemonUser = daemonUser;
        this.cache = peer.cacheDesk();
        this.boots = peer.bootDesk();
    }

    /** Does what is asked, as far as it is done at once. */
    void begin(LocalRequest request, String user) {
        switch (request.op()) {
            case JOB_BEGIN, JOB_END -> {
                JobEvent event = new JobEvent(
                        required(request.job(), "job", "name the job's id"), request.op() == LocalRequest.Op.JOB_BEGIN);
                if (!asker(user).trusted()) {
                    throw new RefusedException(
                            "job " + event.job(),
                            "user " + user + " may not tell of jobs",
                            "only root may, from prolog and epilog");
                }
                JobOrder order = event.begins() ? order(request) : JobOrder.NONE;
                loop.execute(() -> peer.job(event, order));
                tracker.accept(event);
                for (String image : order.images()) {
                    tracker.accept(new Want(image, order.user()));
                }
            }
            case FETCH -> {
                String image = required(request.image(), "image", "name one that 'peerboot images' lists");
                loop.execute(() -> peer.forgetDenial(image, asker(user)));
            }
            case BOOT, BOOTING, BOOTED, BOOT_FAILED -> {
                if (!asker(user).trusted()) {
                    throw new RefusedException(
                            "this node's boot", "user " + user + " may not ask about it", "only root may");
                }
                if (request.op() == LocalRequest.Op.BOOT_FAILED) {
                    required(request.why(), "why", "say in words what went wrong");
                }
                if (request.image() != null || request.op() == LocalRequest.Op.BOOTED) {
                    Digest.parse(required(request.image(), "image", "give the digest that is booted"));
                }
            }
            case CHOOSE -> {
                if (!asker(user).trusted()) {
                    throw new RefusedException(
                            "this node's boot", "user " + user + " may not choose it", "only root may");
                }
                String image = required(request.image(), "image", "name one that is assigned to this node");
                loop.execute(() -> peer.forgetDenial(image, CHOOSER));
            }
            case CACHE, PIN, UNPIN, DROP -> {
                if (!asker(user).trusted()) {
                    throw new RefusedException(
                            "this node's cache", "user " + user + " may not ask about it", "only root may");
                }
                if (request.op() != LocalRequest.Op.CACHE) {
                    required(request.image(), "image", "name one that 'peerboot cache ls' lists");
                }
            }
            case STATUS -> {
                // Everybody may ask; the answer says all.
            }
        }
    }

    /** Gives {@code reply} the next line, on the peer's loop or a worker. */
    void answer(LocalRequest request, String user, Consumer<LocalReply> reply) {
        String image = request.image();
        if (OF_CACHE.contains(request.op())) {
            cache.answer(request.op(), image, reply);
        } else if (request.op() == LocalRequest.Op.FETCH && image != null) {
            loop.execute(() -> peer.follow(image, asker(user), next -> {
                if (!next.done() && !peer.knows(image)) {
                    // Asked again each second: the tracker may have been away.
                    tracker.accept(new Want(image, user));
                }
                reply.accept(next);
            }));
        } else if (request.op() == LocalRequest.Op.CHOOSE && image != null) {
            loop.execute(() -> {
                LocalReply next = boots.chosen(image);
                if (!next.done()) {
                    // Asked again each second: the tracker may be away.
                    tracker.accept(new Choose(image));
                }
                reply.accept(next);
            });
        } else if (request.op() == LocalRequest.Op.BOOT) {
            loop.execute(() -> boots.choose(reply));
        } else if (request.op() == LocalRequest.Op.BOOTING) {
            Digest digest = image == null ? null : Digest.parse(image);
            loop.execute(() -> boots.booting(digest, reply));
            tracker.accept(new BootNews(BootNews.State.BOOTING, digest, null));
        } else if (request.op() == LocalRequest.Op.BOOTED && image != null) {
            Digest digest = Digest.parse(image);
            loop.execute(() -> boots.booted(digest, reply));
            tracker.accept(new BootNews(BootNews.State.UP, digest, null));
        } else if (request.op() == LocalRequest.Op.BOOT_FAILED) {
            tracker.accept(new BootNews(BootNews.State.FAILED, null, request.why()));
            loop.execute(() -> reply.accept(peer.status()));
        } else {
            loop.execute(() -> reply.accept(peer.status()));
        }
    }

    private Asker asker(String user) {
        return new Asker(user, user.equals("root") || user.equals(daemonUser));
    }

    private static JobOrder order(LocalRequest request) {
        List<String> images = Objects.requireNonNullElse(request.images(), List.of());
        if (images.size() > LocalRequest.MAX_IMAGES) {
            throw new RefusedException(
                    "local request",
                    "names " + images.size() + " images",
                    "name " + LocalRequest.MAX_IMAGES + " at most");
        }
        for (String image : images) {
            required(image, "images", "name those that 'peerboot images' lists");
        }
        if (images.isEmpty()) {
            return new JobOrder(List.of(), request.user() == null ? "" : user(request), 0);
        }
        int wait = Objects.requireNonNullElse(request.waitSeconds(), 0);
        if (wait < 0 || wait > LONGEST_WAIT) {
            throw new RefusedException(
                    "local request", "its wait is of " + wait + " seconds", "give 0 to " + LONGEST_WAIT);
        }
        return new JobOrder(images, user(request), wait);
    }

    private static String user(LocalRequest request) {
        return required(request.user(), "user", "name whose job it is");
    }

    static LocalReply refusal(String error) {
        return new LocalReply(true, error, null, null, 0, null, List.of(), null);
    }

    private static String required(@Nullable String value, String what, String remedy) {
        if (value == null || value.isBlank() || value.length() > LONGEST_NAME) {
            throw new RefusedException("local request", "its " + what + " is missing or too long", remedy);
        }
        return value;
    }
}
