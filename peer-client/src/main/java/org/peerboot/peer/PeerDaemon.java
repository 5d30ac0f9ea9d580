package org.peerboot.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Credentials;
import org.peerboot.config.Rate;
import org.peerboot.image.RefusedException;
import org.peerboot.image.TrustedKeys;
import org.peerboot.store.BootJournal;
import org.peerboot.store.ImageCache;
import org.peerboot.transfer.nio.BulkClient;
import org.peerboot.transfer.nio.ClientTimeouts;
import org.peerboot.transfer.nio.EventLoop;
import org.peerboot.transfer.nio.ServerLimits;
import org.peerboot.unix.UnixFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The peer of one node, put together and running. */
public final class PeerDaemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerDaemon.class);

    private final EventLoop loop;
    private final ExecutorService workers;
    private final BulkService service;
    private final Peer peer;
    private final TrackerSession session;
    private final LocalSocket socket;
    private final ImageCache cache;

    private PeerDaemon(
            EventLoop loop,
            ExecutorService workers,
            BulkService service,
            Peer peer,
            TrackerSession session,
            LocalSocket socket,
            ImageCache cache) {
        this.loop = loop;
        this.workers = workers;
        this.service = service;
        this.peer = peer;
        this.session = session;
        this.socket = socket;
        this.cache = cache;
    }

    /**
     * Starts a peer; it listens when this returns, and meets its tracker in its own time.
     *
     * @param version this release, for the tracker
     * @throws org.peerboot.image.RefusedException if the configuration cannot be acted on
     */
    public static PeerDaemon start(PeerConfig config, String version) throws IOException {
        String node = nodeName(config.node());
        URI tracker = TrackerPlace.of(config);
        Credentials credentials = Credentials.choose(config.pskFile(), config.mungeSocket());
        TrustedKeys keys = TrustedKeys.load(config.trustedKeys());
        ImageCache cache =
                ImageCache.open(config.cache(), config.quota().value(), keys, Clock.systemUTC(), new UnixFiles());
        InetAddress bind = config.address() == null ? null : InetAddress.getByName(config.address());
        EventLoop loop = EventLoop.start("peerboot-loop");
        ExecutorService workers = workers();
        BulkService service = BulkService.open(
                loop,
                new InetSocketAddress(bind, config.port()),
                Clock.systemUTC(),
                ServerLimits.DEFAULT.withSendBuffer((int) config.sendBuffer().value()));
        Booting booting = booting(config, cache);
        Random random = new Random();
        Peer peer = new Peer(
                made -> new PeerContext(
                        node,
                        loop,
                        new BulkClient(loop, bind, ClientTimeouts.DEFAULT),
                        service,
                        cache,
                        booting,
                        keys,
                        workers,
                        random,
                        made::mayGo,
                        config.transferMemory().value()),
                version);
        TrackerSession session =
                new TrackerSession(tracker, credentials, loop, peer, gauge(config, tracker, bind), random);
        peer.onNews(session::news);
        LocalSocket socket = LocalSocket.open(
                config.socket(), new LocalService(loop, peer, session::tell, System.getProperty("user.name", "")));
        loop.execute(peer::start);
        session.start();
        LOG.info(
                "peer ready node={} address={} port={} socket={} tracker={}",
                node,
                config.address() == null ? "any" : config.address(),
                service.port(),
                config.socket(),
                tracker);
        return new PeerDaemon(loop, workers, service, peer, session, socket, cache);
    }

    private static NetworkGauge gauge(PeerConfig config, URI tracker, @Nullable InetAddress bind) {
        Rate rate = config.networkRate();
        return new NetworkGauge(
                Path.of("/sys"),
                () -> bind == null ? OwnInterface.towards(tracker) : OwnInterface.of(bind),
                rate == null ? 0 : rate.bitsPerSecond());
    }

    private static Booting booting(PeerConfig config, ImageCache cache) {
        RunningSystem running = RunningSystem.read(Path.of("/proc"), RunningSystem.ROOT);
        BootJournal journal = BootJournal.open(config.cache());
        try {
            journal.started(running.booted(), running.boot());
        } catch (RefusedException e) {
            LOG.warn("{}", e.getMessage());
        }
        LOG.info(
                "booted={}{}",
                running.booted() == null ? "none" : running.booted().brief(),
                journal.note() == null ? "" : " note=\"" + journal.note() + "\"");
        return new Booting(cache, journal, running.booted());
    }

    /** Where programs of this node reach it. */
    public Path socket() {
        return socket.path();
    }

    /** Two hash and write; a queue behind them is bounded by the pieces on their way. */
    private static ExecutorService workers() {
        return Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "peerboot-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static String nodeName(@Nullable String configured) throws IOException {
        return configured != null
                ? configured
                : InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "");
    }

    @Override
    public void close() {
        socket.close();
        session.close();
        loop.execute(peer::close);
        service.close();
        loop.close();
        workers.shutdownNow();
        try {
            cache.close();
        } catch (IOException e) {
            LOG.warn("cache not closed: {}", e.toString());
        }
    }
}
