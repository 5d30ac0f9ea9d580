package org.peerboot.tracker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.FileServerLoad;
import org.peerboot.auth.BootVerifier;
import org.peerboot.cli.Version;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagers;
import org.peerboot.image.RefusedException;
import org.peerboot.image.TrustedKeys;
import org.peerboot.plan.PeerState;
import org.peerboot.plan.Planner;
import org.peerboot.store.CachedImage;
import org.peerboot.store.ImageCache;
import org.peerboot.tracker.catalogue.Catalogue;
import org.peerboot.tracker.catalogue.MasterKey;
import org.peerboot.tracker.http.HttpServer;
import org.peerboot.transfer.nio.ServerLimits;
import org.peerboot.unix.UnixFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracker, from its configuration to a listening daemon.
 *
 * <p>One thread, {@link Loop}, owns {@link State}: peers' messages, snapshots and catalogue changes are events there,
 * requests ask it for immutable answers. Plans are made there by {@link Planner}, which is pure; {@link Updates} decides
 * when and to whom. What must survive is in {@link Catalogue} before anybody hears of it; what peers hold is soft, and
 * they say it again. The origin is a peer like the others, but in this process.
 */
public final class Tracker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tracker.class);
    private static final int MAX_CONNECTIONS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** After a restart: peers are back within a second or two. */
    private static final Duration SETTLE = Duration.ofMillis(1500);
    /** A billion updates a run: no two runs give the same epoch, even with a clock that went back. */
    private static final long EPOCHS = 1_000_000_000;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final InetSocketAddress address;
    private final Origin origin;

    /**
     * Starts everything.
     *
     * @throws RefusedException naming what is missing, wrong or taken
     */
    public static Tracker start(TrackerConfig config, Clock clock) {
        return new Tracker(config, clock);
    }

    private Tracker(TrackerConfig config, Clock clock) {
        try {
            Path home = directory(config.stateDirectory());
            TrustedKeys keys = TrustedKeys.load(config.trustedKeys());
            PolicyFile policy = new PolicyFile(config.policy());
            MasterKey master = MasterKey.open(home.resolve("master.key"), new SecureRandom());
            Catalogue catalogue = own(Catalogue.open(home.resolve("tracker.db")));
            ImageCache cache = own(ImageCache.open(
                    config.origin().cache(), config.origin().quota().value(), keys, clock, new UnixFiles()));
            HistoryKeeper history = own(new HistoryKeeper(home, config.zone()));
            Loop loop = own(new Loop());
            ScheduledThreadPoolExecutor chores = chores();
            origin = own(Origin.open(
                    new InetSocketAddress(
                            Addresses.origin(config), config.origin().port()),
                    master.of(config.origin().name()),
                    clock,
                    ServerLimits.DEFAULT.withSendBuffer(
                            (int) config.origin().sendBuffer().value())));
            OriginImages images = new OriginImages(cache, origin);
            serve(catalogue, cache);

            State state = new State(
                    new PeerState(
                            config.origin().name(),
                            origin.address(),
                            origin.port(),
                            true,
                            images.whole(),
                            images.partial(),
                            Map.of()),
                    ClusterSnapshot.empty("the workload manager"),
                    catalogue.contents(),
                    new Planner(policy.inForce().policy()),
                    new Measurements(history.history()),
                    new BootStages(config.reboot().patience()));
            state.historyWarning = history.warning();
            boolean restarted = !catalogue.contents().assigned().isEmpty();
            Updates updates = new Updates(
                    state,
                    loop,
                    clock,
                    new Leave(master::of),
                    origin::limits,
                    catalogue.reserve("epoch", clock.millis(), EPOCHS),
                    restarted ? SETTLE : Duration.ZERO);
            NodeAddresses addresses = new NodeAddresses(chores, InetAddress::getAllByName);
            Choices choices = new Choices(state, catalogue, chores);
            Sessions sessions =
                    new Sessions(state, updates, loop, clock, master::of, addresses, choices, Version.release());
            catalogue.listen(contents -> loop.post(() -> {
                var before = state.contents;
                state.catalogueChanged(contents);
                updates.catalogueChanged(before, contents);
            }));
            WorkloadManager manager = watch(config, state, updates, loop);
            look(policy, chores, state, updates, loop);
            loop.every(Duration.ofSeconds(5), updates::changed);
            watchOrigin(config, images, chores, state, updates, loop, clock);
            own(new SwitchWatch(config, state, loop, clock));
            Map<String, Long> uplinks = uplinks(config);
            ClockWatch steps = new ClockWatch(clock.millis(), System.nanoTime());
            loop.every(Duration.ofSeconds(1), () -> {
                state.clockStepped(steps.look(clock.millis(), System.nanoTime()), steps.warning());
                if (state.measurements.sumUp(state.snapshot, uplinks, clock.millis())) {
                    updates.changed();
                }
            });
            history.start(state, updates, loop, clock, chores);

            SessionDoor door = new SessionDoor(ownUid(), loop, sessions);
            List<Route> routes = new ArrayList<>();
            routes.addAll(new ImageRoutes(
                            catalogue,
                            images,
                            keys,
                            state,
                            loop,
                            clock,
                            door,
                            () -> loop.post(() -> {
                                state.origin(images.whole(), images.partial());
                                updates.changed();
                            }))
                    .routes());
            routes.addAll(new AssignmentRoutes(catalogue, state, loop).routes());
            RebootDesk desk = own(new RebootDesk(
                    catalogue,
                    new RebootSights(state),
                    loop,
                    manager,
                    config.reboot(),
                    clock,
                    leaving -> loop.post(() -> {
                        state.leaving(leaving);
                        updates.changed();
                    })));
            routes.addAll(new RebootRoutes(desk, catalogue, state, loop).routes());
            routes.addAll(new ReadRoutes(state, updates, policy, loop, clock, Version.release()).routes());
            routes.addAll(new AttributeRoutes(state, loop, clock).routes());
            Refusals refusals = new Refusals(clock);
            Figures figures = new Figures(state, updates, sessions, clock);
            routes.addAll(
                    new MonitorRoutes(state, figures, loop, cache, config.origin(), refusals, clock, Version.release())
                            .routes());
            routes.addAll(new BootRoutes(
                            config.boot(),
                            Addresses.origin(config),
                            config.port(),
                            state,
                            loop,
                            addresses,
                            master::boot,
                            clock)
                    .routes());
            BootVerifier booting =
                    new BootVerifier(master::boot, clock, config.boot().keyLife());
            Router router =
                    new Router(Doors.verifier(config.auth(), booting, clock), config.anyoneMayRead(), door, routes);
            HttpServer server = own(new HttpServer(
                    new InetSocketAddress(config.address(), config.port()),
                    refusals.of(router),
                    MAX_CONNECTIONS,
                    PATIENCE));
            address = server.address();
        } catch (RuntimeException e) {
            stop(e);
            throw e;
        }
        LOG.info(
                "tracker ready address={} port={} origin={}:{}",
                address.getAddress().getHostAddress(),
                address.getPort(),
                origin.address(),
                origin.port());
    }

    /** Where the API listens. */
    public InetSocketAddress address() {
        return address;
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    private static Path directory(Path home) {
        try {
            return Files.createDirectories(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new RefusedException(
                    "state directory " + home, "cannot be made (" + e + ")", "name another with stateDirectory", e);
        }
    }

    private ScheduledThreadPoolExecutor chores() {
        ScheduledThreadPoolExecutor chores = new ScheduledThreadPoolExecutor(2, work -> {
            Thread thread = new Thread(work, "tracker-chores");
            thread.setDaemon(true);
            return thread;
        });
        own(chores::shutdownNow);
        return chores;
    }

    /** What was published before; what was begun and never entered the catalogue goes. */
    private void serve(Catalogue catalogue, ImageCache cache) {
        Set<?> known = catalogue.contents().images().keySet();
        for (CachedImage image : cache.images()) {
            if (known.contains(image.digest())) {
                origin.serve(image);
            } else if (!image.complete()) {
                cache.remove(image.digest());
            } else {
                LOG.warn("image={} is in the origin's cache and not in the catalogue", image.manifest());
            }
        }
    }

    private void watchOrigin(
            TrackerConfig config,
            OriginImages images,
            ScheduledThreadPoolExecutor chores,
            State state,
            Updates updates,
            Loop loop,
            Clock clock) {
        OriginWatch watch = new OriginWatch(config.origin(), origin, images, Path.of("/sys"), Path.of("/proc"));
        var unused = chores.scheduleWithFixedDelay(
                () -> {
                    FileServerLoad load = watch.look();
                    if (load != null) {
                        loop.post(() -> {
                            if (state.measurements.fileServer(state.originNode, load, clock.millis())) {
                                updates.changed();
                            }
                        });
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
    }

    private static Map<String, Long> uplinks(TrackerConfig config) {
        Map<String, Long> bytes = new HashMap<>();
        config.uplinks().forEach((name, rate) -> bytes.put(name, Math.max(0, rate.bytesPerSecond())));
        return Map.copyOf(bytes);
    }

    private WorkloadManager watch(TrackerConfig config, State state, Updates updates, Loop loop) {
        Map<String, String> settings = new HashMap<>(config.workloadManager());
        String kind = String.valueOf(settings.remove("kind"));
        WorkloadManager manager = own(WorkloadManagers.create(kind, settings, "workloadManager"));
        manager.start(new WorkloadManager.Listener() {
            @Override
            public void snapshot(ClusterSnapshot snapshot) {
                loop.post(() -> {
                    ClusterSnapshot before = state.snapshot;
                    boolean hinted = !state.hints.isEmpty();
                    state.snapshot(snapshot);
                    if (hinted || !state.snapshot.tellsTheSame(before)) {
                        updates.changed();
                    }
                });
            }

            @Override
            public void warning(@Nullable String reason) {
                loop.post(() -> state.clusterWarning = reason);
            }
        });
        return manager;
    }

    private static void look(
            PolicyFile policy, ScheduledThreadPoolExecutor chores, State state, Updates updates, Loop loop) {
        var unused = chores.scheduleWithFixedDelay(
                () -> policy.look(
                        changed -> loop.post(() -> {
                            state.planner = new Planner(changed);
                            updates.changed();
                        }),
                        warning -> loop.post(() -> state.policyWarning = warning)),
                1,
                1,
                TimeUnit.SECONDS);
    }

    private static int ownUid() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new IllegalStateException("this system has no /proc", e);
        }
    }

    @Override
    public void close() {
        RuntimeException failures = new RuntimeException("tracker: did not stop cleanly");
        stop(failures);
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
        LOG.info("tracker stopped");
    }

    private void stop(RuntimeException failures) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failures.addSuppressed(e);
            }
        }
    }
}
