package org.peerboot.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;
import org.peerboot.image.SignedManifest;
import org.peerboot.store.CachedImage;
import org.peerboot.transfer.Announcement;
import org.peerboot.transfer.Buffers;
import org.peerboot.transfer.Download;
import org.peerboot.transfer.DownloadProgress;
import org.peerboot.transfer.Election;
import org.peerboot.transfer.Swarm;
import org.peerboot.transfer.nio.Timer;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.SegmentRestart;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One image's way into this node's cache, from the first update that names it until it stands whole. On the loop. */
final class ImageFetch {
    private static final Logger LOG = LoggerFactory.getLogger(ImageFetch.class);
    private static final long TICK = 100_000_000L;
    private static final long STORE_RETRY = 10_000_000_000L;
    private static final long MOVED_EVERY = 1_000_000_000L;

    private final PeerContext context;
    private final Function<WantedImage, Set<String>> jobs;
    private final Runnable changed;
    private final long begun;
    private WantedImage image;
    private Swarm swarm;
    private long downloadRate;
    private @Nullable ManifestSeek seek;
    private @Nullable CachedImage cached;
    private @Nullable NioLinks links;
    private @Nullable Download download;
    private @Nullable Timer timer;
    private @Nullable String trouble;
    private boolean finishing;
    private boolean complete;
    private boolean closed;
    /** Restarts that went into the journal before the tracker heard of them. */
    private final List<SegmentRestart> untold = new ArrayList<>();

    private int told;
    private long movedAt;
    private long movedBytes;

    /**
     * Nothing comes before {@link #rate}.
     *
     * @param jobs which jobs here ordered it
     * @param changed told when the image is complete or has failed
     */
    ImageFetch(
            PeerContext context,
            TrackerUpdate update,
            WantedImage image,
            boolean mayServe,
            Function<WantedImage, Set<String>> jobs,
            Runnable changed) {
        this.context = context;
        this.image = image;
        this.swarm = Swarm.of(context.node(), update, image, mayServe, secondsNeeded());
        this.jobs = jobs;
        this.changed = changed;
        this.begun = context.loop().nanoTime();
        LOG.info(
                "image={} digest={} bytes={} fetching",
                image.name(),
                image.digest().brief(),
                image.bytes());
        context.service().expect(image.digest(), image.name(), image.access());
        seek = new ManifestSeek(
                image,
                context.loop(),
                context.client(),
                context.random(),
                context.keys(),
                signed -> reserve(() -> signed),
                why -> trouble = why);
        CachedImage here = context.cache().find(image.digest());
        if (here == null) {
            seek.next();
        } else {
            reserve(here::signed);
        }
    }

    void update(TrackerUpdate update, WantedImage image, boolean mayServe) {
        this.image = image;
        swarm = Swarm.of(context.node(), update, image, mayServe, secondsNeeded());
        if (seek != null) {
            seek.candidates(image.candidates());
        }
        if (download != null && !finishing) {
            download.update(swarm, image.paused(), downloadRate, context.loop().nanoTime());
        }
    }

    private double secondsNeeded() {
        return download == null ? Double.POSITIVE_INFINITY : download.secondsNeeded();
    }

    /** How fast it may come from now on; see {@link Download#rate}. */
    void rate(long bytesPerSecond) {
        downloadRate = bytesPerSecond;
        if (download != null && links != null && !finishing) {
            download.rate(bytesPerSecond, context.loop().nanoTime());
            links.pace(bytesPerSecond);
        }
    }

    private void reserve(Supplier<SignedManifest> manifest) {
        if (closed) {
            return;
        }
        seek = null;
        trouble = null;
        long wanted = image.bytes();
        context.workers().execute(() -> {
            try {
                CachedImage opened = context.cache().reserve(manifest.get(), context.mayGo());
                requireSize(opened, wanted);
                context.loop().execute(() -> opened(opened));
            } catch (RefusedException e) {
                context.loop().execute(() -> {
                    fail(e);
                    context.loop().schedule(STORE_RETRY, () -> reserve(manifest));
                });
            }
        });
    }

    private static void requireSize(CachedImage opened, long wanted) {
        if (opened.layout().size() != wanted) {
            throw new RefusedException(
                    "manifest of " + opened.manifest().name(),
                    "speaks of " + opened.layout().size() + " bytes where the tracker says " + wanted,
                    "publish the image again");
        }
    }

    private void opened(CachedImage image) {
        if (closed) {
            return;
        }
        cached = image;
        context.service().offer(image);
        if (image.complete()) {
            stands();
            return;
        }
        PieceStore pieces = new PieceStore(image, context.workers(), context.loop(), this::stored);
        NioLinks fresh = new NioLinks(this.image.digest(), context.loop(), context.client(), context.random(), pieces);
        Download began = new Download(
                this.image.digest(),
                image.layout(),
                image.held(),
                context.node(),
                new Buffers(image.layout().pieceSize(), context.budget()),
                new Election(),
                context.random(),
                fresh,
                context.loop().nanoTime());
        fresh.attach(began);
        fresh.pace(downloadRate);
        links = fresh;
        download = began;
        began.update(swarm, this.image.paused(), downloadRate, context.loop().nanoTime());
        tick();
        context.workers().execute(() -> settle(image));
    }

    private static void settle(CachedImage image) {
        try {
            image.settle();
        } catch (RefusedException e) {
            LOG.warn(
                    "image={} would not outlive a power cut: {}",
                    image.manifest().name(),
                    e.getMessage());
        }
    }

    private void stored(int piece) {
        context.service().announce(image.digest(), new Announcement.Have(piece));
        if (!closed && download != null && download.complete()) {
            finish();
        }
    }

    private void tick() {
        Download current = download;
        if (closed || current == null) {
            return;
        }
        long now = context.loop().nanoTime();
        if (current.complete()) {
            finish();
            return;
        }
        current.tick(now);
        if (now - movedAt > MOVED_EVERY && current.received() > movedBytes) {
            movedAt = now;
            movedBytes = current.received();
            context.service().announce(image.digest(), new Announcement.Moved(movedBytes));
        }
        timer = context.loop().schedule(TICK, this::tick);
    }

    private void finish() {
        CachedImage whole = cached;
        if (whole == null || finishing) {
            return;
        }
        finishing = true;
        if (links != null) {
            links.close();
            links = null;
        }
        context.workers().execute(() -> {
            try {
                whole.finish();
                context.loop().execute(this::stands);
            } catch (RefusedException e) {
                context.loop().execute(() -> {
                    finishing = false;
                    fail(e);
                    timer = context.loop().schedule(STORE_RETRY, this::tick);
                });
            }
        });
    }

    private void stands() {
        complete = true;
        trouble = null;
        double seconds = (context.loop().nanoTime() - begun) / 1e9;
        DownloadProgress end = downloaded();
        untold.addAll(end.restarts());
        told += end.restarts().size();
        LOG.info(
                "image={} digest={} bytes={} complete seconds={} received={} twice={} sources={} restarts={} jobs={}",
                image.name(),
                image.digest().brief(),
                image.bytes(),
                Math.round(seconds * 100) / 100.0,
                end.received(),
                end.twice(),
                end.bytesBySource(),
                told,
                jobs.apply(image));
        changed.run();
    }

    private void fail(RefusedException e) {
        trouble = e.getMessage();
        LOG.warn("image={} failed: {}", image.name(), trouble);
        changed.run();
    }

    boolean complete() {
        return complete;
    }

    /** Whether nobody has it with a signature that is trusted here. */
    boolean hopeless() {
        return seek != null && seek.hopeless();
    }

    /** Payload bytes that came, ever. */
    long received() {
        return download == null ? 0 : download.received();
    }

    WantedImage image() {
        return image;
    }

    /** Whether {@code image} is its name or its digest. */
    boolean isCalled(String image) {
        return this.image.name().equals(image) || this.image.digest().toString().equals(image);
    }

    @Nullable
    CachedImage cached() {
        return cached;
    }

    /**
     * What the tracker shall know.
     *
     * @param restarted told of each restart since the last time
     */
    ImageProgress progress(Consumer<SegmentRestart> restarted) {
        DownloadProgress now = downloaded();
        untold.forEach(restarted);
        untold.clear();
        now.restarts().forEach(restarted);
        told += now.restarts().size();
        String failure = trouble != null ? trouble : now.failure();
        return new ImageProgress(
                image.digest(),
                state(),
                complete ? pieces() : now.pieces(),
                pieces(),
                now.received(),
                now.twice(),
                now.bytesBySource(),
                now.blamed(),
                complete ? null : failure);
    }

    private DownloadProgress downloaded() {
        return download == null
                ? new DownloadProgress(0, pieces(), 0, 0, Map.of(), List.of(), null, List.of())
                : download.progress(context.loop().nanoTime());
    }

    private int pieces() {
        return cached == null ? 0 : cached.layout().count();
    }

    private ImageProgress.State state() {
        if (complete) {
            return ImageProgress.State.COMPLETE;
        }
        if (image.paused()) {
            return ImageProgress.State.PAUSED;
        }
        if (trouble != null) {
            return ImageProgress.State.FAILED;
        }
        return download == null ? ImageProgress.State.WAITING : ImageProgress.State.FETCHING;
    }

    /** Ends it where it stands; what is verified stays in the cache. */
    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
        if (seek != null) {
            seek.stop();
        }
        if (links != null) {
            links.close();
        }
    }
}
