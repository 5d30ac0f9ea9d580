package org.peerboot.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.image.ImageName;
import org.peerboot.image.Manifest;
import org.peerboot.store.CachedImage;
import org.peerboot.wire.Denied;
import org.peerboot.wire.Hello;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.JobEvent;
import org.peerboot.wire.Limits;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.PeerReport;
import org.peerboot.wire.Protocol;
import org.peerboot.wire.SegmentRestart;
import org.peerboot.wire.TrackerMessage;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;
import org.peerboot.wire.Welcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one node's peer knows and does. The event loop owns it: tracker session and local socket post to it, and it acts on
 * the update in force whether or not the tracker is there.
 */
final class Peer {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final TrackerUpdate NOTHING =
            new TrackerUpdate(Protocol.VERSION, 0, Limits.NONE, Limits.NONE, List.of(), List.of());
    private static final int MOST_RESTARTS = 256;
    private static final long TIDY_NANOS = 5_000_000_000L;

    private final PeerContext context;
    private final String version;
    private final NodeJobs jobs = new NodeJobs();
    private final Map<Digest, ImageFetch> fetches = new LinkedHashMap<>();
    private final List<SegmentRestart> untold = new ArrayList<>();
    private final Denials denials = new Denials();
    private final NetworkRates rates = new NetworkRates();
    private final Leftover leftover = new Leftover();
    private final DownloadShares shares = new DownloadShares(jobs, leftover);
    private final Moment moment;
    private final BootDesk bootDesk;
    private TrackerUpdate update = NOTHING;
    /** Of this session's last update: within a session epochs grow. */
    private long lastEpoch;

    private volatile Set<Digest> wanted = Set.of();
    private volatile boolean inTransfer;
    private Runnable news = () -> {};

    /** @param context what it works with, made for this peer */
    Peer(Function<Peer, PeerContext> context, String version) {
        this.context = context.apply(this);
        this.moment = new Moment(this.context.loop(), this.context.random(), this::fetches, this::fetchWanted);
        this.bootDesk = new BootDesk(this.context, () -> update, fetches, this::restarted, denials, this::refetch);
        this.version = version;
    }

    /**
     * Whether the image may be removed for want of room: neither an update nor a job wants it here, and the node does not go
     * back to it. Safe from any thread.
     */
    boolean mayGo(CachedImage image) {
        return kept(image) == null;
    }

    private @Nullable String kept(CachedImage image) {
        if (wanted.contains(image.digest()) || context.booting().keeps(image.digest())) {
            return "it is assigned, or this node goes back to it";
        }
        return jobs.reads(image) ? "a job uses it" : null;
    }

    CacheDesk cacheDesk() {
        return new CacheDesk(context, this::kept);
    }

    BootDesk bootDesk() {
        return bootDesk;
    }

    /** @param news run when the tracker should hear of something now rather than within the second */
    void onNews(Runnable news) {
        this.news = news;
        context.service().onResumed(news);
    }

    /** Offers what stands whole in the cache, and looks after hints that run out. */
    void start() {
        for (CachedImage image : context.cache().images()) {
            context.service().offer(image);
        }
        applyLimits();
        tidy();
    }

    /** Hints that nobody ended, images that have left the cache. Neither is urgent, and each look costs an idle node. */
    private void tidy() {
        forgetGone();
        settleJobs();
        applyLimits();
        Set<Digest> here =
                context.cache().images().stream().map(CachedImage::digest).collect(Collectors.toSet());
        fetches.values().stream()
                .filter(fetch -> !fetch.complete())
                .forEach(fetch -> here.add(fetch.image().digest()));
        context.service().retain(here);
        context.loop().schedule(TIDY_NANOS, this::tidy);
    }

    Hello hello() {
        List<Digest> held = context.cache().images().stream()
                .filter(CachedImage::complete)
                .map(image -> image.digest())
                .toList();
        return new Hello(
                Protocol.VERSION,
                version,
                context.node(),
                context.service().port(),
                held,
                context.booting().booted(),
                context.booting().note());
    }

    void hear(TrackerMessage message) {
        if (message instanceof Welcome welcome) {
            context.service().capabilityKey(Base64.getDecoder().decode(welcome.capabilityKey()));
            // A tracker whose clock went back while it was away counts from below.
            lastEpoch = 0;
        } else if (message instanceof Denied denied) {
            denials.add(denied);
            settleJobs();
        } else if (message instanceof TrackerUpdate next) {
            obey(next);
        }
    }

    private void obey(TrackerUpdate next) {
        if (next.epoch() <= lastEpoch) {
            LOG.info("epoch={} ignored: epoch {} is in force", next.epoch(), lastEpoch);
            return;
        }
        lastEpoch = next.epoch();
        update = next;
        if (next.limits().cover(next.whenJobStarts())) {
            jobs.trackerKnows();
        }
        applyLimits();
        bootDesk.assigned(next);
        wanted = next.images().stream()
                .filter(image -> image.fetch() || image.boot())
                .map(WantedImage::digest)
                .collect(Collectors.toUnmodifiableSet());
        Map<Digest, WantedImage> named = fetchWanted();
        for (ImageFetch fetch : List.copyOf(fetches.values())) {
            WantedImage image = named.get(fetch.image().digest());
            if (!fetch.complete() && (image == null || !image.fetch())) {
                LOG.info("image={} given up: no longer assigned", fetch.image().name());
                fetch.close();
                context.service().withdraw(fetch.image().digest());
                fetches.remove(fetch.image().digest());
            }
        }
    }

    /** Whole images that were dropped since, or had to make room. */
    private void forgetGone() {
        fetches.values()
                .removeIf(fetch ->
                        fetch.complete() && context.cache().find(fetch.image().digest()) == null);
    }

    /** Begins what the update in force asks for and is not under way; all that it names. */
    private Map<Digest, WantedImage> fetchWanted() {
        forgetGone();
        boolean mayServe = update.limits().mayUpload();
        TrackerUpdate weighed = moment.of(update);
        Map<Digest, WantedImage> named = new LinkedHashMap<>();
        weighed.images().forEach(image -> named.put(image.digest(), image));
        for (WantedImage image : named.values()) {
            ImageFetch fetch = fetches.get(image.digest());
            if (fetch != null) {
                fetch.update(weighed, image, mayServe);
            } else if (image.fetch()) {
                fetches.put(
                        image.digest(),
                        new ImageFetch(context, weighed, image, mayServe, jobs::of, this::fetchChanged));
            }
        }
        shareDownload();
        return named;
    }

    /** Whether an image is on its way here, or about to be. */
    private boolean fetches() {
        return update.images().stream().filter(WantedImage::fetch).anyMatch(image -> {
            ImageFetch fetch = fetches.get(image.digest());
            return fetch == null || !fetch.complete();
        });
    }

    private void fetchChanged() {
        settleJobs();
        news.run();
    }

    private void shareDownload() {
        shares.give(fetches.values(), limits(), context.loop().nanoTime());
    }

    /** What the disk has changed is thrown away and, if it is still wanted, fetched anew. On a worker. */
    private void refetch(Digest image) {
        context.loop().execute(() -> {
            ImageFetch fetch = fetches.remove(image);
            if (fetch != null) {
                fetch.close();
            }
            context.service().withdraw(image);
            context.workers().execute(() -> {
                context.cache().remove(image);
                context.loop().execute(this::fetchWanted);
            });
        });
    }

    private void applyLimits() {
        Limits limits = limits();
        if (!limits.equals(context.service().limits())) {
            LOG.info(
                    "limits upload={} streams={} rule={} epoch={}",
                    limits.uploadBytesPerSecond(),
                    limits.uploadStreams(),
                    limits.rule(),
                    update.epoch());
            context.service().limits(limits, update.epoch());
        }
        shareDownload();
    }

    /** In force now: the tracker's, and as long as it need not know of a job that has begun here, those for that. */
    private Limits limits() {
        return jobs.anyRuns(context.loop().nanoTime()) ? update.limits().and(update.whenJobStarts()) : update.limits();
    }

    /**
     * The shim says that a job begins or ends here; acted upon before anybody is asked.
     *
     * @param order its images, where it begins
     */
    void job(JobEvent event, JobOrder order) {
        LOG.info("job={} {} images={}", event.job(), event.begins() ? "begins" : "ends", order.images());
        if (event.begins()) {
            jobs.begins(event.job(), order, context.loop().nanoTime());
        } else {
            jobs.ends(event.job());
        }
        applyLimits();
        if (order.waitSeconds() > 0) {
            settleJobs();
            news.run();
        }
    }

    private void settleJobs() {
        List<String> begun = jobs.settle(
                context.loop().nanoTime(),
                (image, user) -> whole(image).isEmpty() && denials.find(image, user) == null);
        if (!begun.isEmpty()) {
            LOG.info("jobs={} wait for no image any more", begun);
            applyLimits();
            news.run();
        }
    }

    /** Whether image bytes move here or below the same switch, or soon may; safe from any thread. */
    boolean inTransfer() {
        return inTransfer;
    }

    /** The node's links as they stand now. */
    void measured(LinkReading reading) {
        long received =
                fetches.values().stream().mapToLong(ImageFetch::received).sum();
        rates.take(reading, received, context.service().payloadBytes());
        leftover.take(rates.latest(), reading.nanos());
        context.service().link(reading.peersBytesPerSecond());
        if (limits().leftoverOnly()) {
            shareDownload();
        }
    }

    PeerReport report() {
        settleJobs();
        inTransfer = Boolean.TRUE.equals(update.watch()) || context.service().isAsked() || fetches();
        List<ImageProgress> images = progress();
        List<SegmentRestart> restarts = List.copyOf(untold);
        untold.clear();
        return new PeerReport(
                update.epoch(),
                images,
                restarts,
                context.service().payloadBytes(),
                context.service().streams(),
                jobs.staging(),
                rates.latest());
    }

    private List<ImageProgress> progress() {
        List<ImageProgress> images = new ArrayList<>();
        TreeSet<Digest> told = new TreeSet<>();
        for (ImageFetch fetch : fetches.values()) {
            told.add(fetch.image().digest());
            images.add(fetch.progress(this::restarted));
        }
        for (CachedImage image : context.cache().images()) {
            Digest digest = image.digest();
            if (told.add(digest)) {
                images.add(new ImageProgress(
                        digest,
                        image.complete() ? ImageProgress.State.COMPLETE : ImageProgress.State.WAITING,
                        image.held().cardinality(),
                        image.layout().count(),
                        0,
                        0,
                        Map.of(),
                        List.of(),
                        null));
            }
        }
        return images;
    }

    private void restarted(SegmentRestart restart) {
        LOG.info(
                "image={} piece={} byte={} goes on from={} to={} epoch={} cause=\"{}\" rule={}",
                restart.digest().brief(),
                restart.piece(),
                restart.byteReached(),
                restart.from(),
                restart.to(),
                restart.epoch(),
                restart.cause(),
                restart.rule());
        if (untold.size() < MOST_RESTARTS) {
            untold.add(restart);
        }
    }

    /** Whether {@code image}, a name or a digest, is here or on its way. */
    boolean knows(String image) {
        return find(image).isPresent() || whole(image).isPresent();
    }

    /** Somebody asks again for what was denied before. */
    void forgetDenial(String image, Asker who) {
        denials.forget(image, who.user());
    }

    /**
     * Where {@code image} stands now, and of no other; the last line once it is complete or will not come.
     *
     * @param answer called on the loop, maybe later: a user's door to his own image takes a moment to open
     */
    void follow(String image, Asker who, Consumer<LocalReply> answer) {
        Optional<CachedImage> whole = whole(image);
        String refusal = refusal(image, who, whole);
        if (refusal == null && knows(image) && jobs.orders(who.user(), image)) {
            shareDownload();
        }
        if (refusal != null) {
            answer.accept(reply(true, refusal, null, List.of()));
        } else if (whole.isEmpty()) {
            answer.accept(reply(false, null, null, progress(image)));
        } else if (who.trusted() || whole.get().manifest().access() != Access.USER) {
            answer.accept(reply(true, null, whole.get().tree(), progress(image)));
        } else {
            context.workers().execute(() -> {
                String error = who.admission(whole.get());
                context.loop()
                        .execute(() -> answer.accept(
                                reply(true, error, error == null ? whole.get().tree() : null, progress(image))));
            });
        }
    }

    private @Nullable String refusal(String image, Asker who, Optional<CachedImage> whole) {
        if (whole.isPresent()) {
            Manifest manifest = whole.get().manifest();
            return who.refusal(image, manifest.access(), manifest.name().owner());
        }
        WantedImage coming = find(image).map(ImageFetch::image).orElse(null);
        return coming == null
                ? denials.find(image, who.user())
                : who.refusal(
                        image, coming.access(), ImageName.parse(coming.name()).owner());
    }

    LocalReply status() {
        return reply(true, null, null, progress());
    }

    private LocalReply reply(boolean done, @Nullable String error, @Nullable Path tree, List<ImageProgress> images) {
        return new LocalReply(
                done,
                error,
                tree == null ? null : tree.toString(),
                context.node(),
                update.epoch(),
                context.service().limits(),
                images,
                null);
    }

    private List<ImageProgress> progress(String image) {
        Digest digest = find(image)
                .map(fetch -> fetch.image().digest())
                .or(() -> whole(image).map(CachedImage::digest))
                .orElse(null);
        return progress().stream().filter(one -> one.digest().equals(digest)).toList();
    }

    private Optional<ImageFetch> find(String image) {
        return fetches.values().stream().filter(fetch -> fetch.isCalled(image)).findFirst();
    }

    private Optional<CachedImage> whole(String image) {
        return context.cache().images().stream()
                .filter(held -> held.complete() && held.isCalled(image))
                .findFirst();
    }

    void close() {
        moment.close();
        fetches.values().forEach(ImageFetch::close);
    }
}
