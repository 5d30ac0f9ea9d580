package org.peerboot.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.image.ImageName;
import org.peerboot.image.ImageReader;
import org.peerboot.image.ManifestBuilder;
import org.peerboot.image.Publisher;
import org.peerboot.image.SignedManifest;
import org.peerboot.image.SigningKey;
import org.peerboot.image.TrustedKeys;
import org.peerboot.store.BootJournal;
import org.peerboot.store.CachedImage;
import org.peerboot.store.ImageCache;
import org.peerboot.transfer.nio.BulkClient;
import org.peerboot.transfer.nio.ClientTimeouts;
import org.peerboot.transfer.nio.EventLoop;
import org.peerboot.transfer.nio.ServerLimits;
import org.peerboot.unix.UnixFiles;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Capability;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.Limits;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;
import org.peerboot.wire.Weighing;

/** Real peers in one process, each on a loopback address of its own; the test is their tracker. */
final class Swarm implements AutoCloseable {
    static final Weighing LEAVE_BUSY = new Weighing("leave-busy-sources", "job.running", 0, 0);

    private final Path directory;
    private final SigningKey signer = SigningKey.generate();
    private final TrustedKeys keys = TrustedKeys.of(List.of(signer.publicKey()));
    private final Map<String, Member> members = new LinkedHashMap<>();
    final Access access;
    /** A user's own image is nobody's: him every system has. */
    final String name;

    final SignedManifest image;
    final ImageReader reader;
    final List<Weighing> weighings = new ArrayList<>();
    private long epoch;

    /** A swarm whose origin holds one image of a file {@code data/root} of so many seeded bytes. */
    Swarm(Path directory, Access access, int bytes) throws IOException {
        this(directory, access, bytes, null);
    }

    /** @param kernel of the image, which every node shall boot; absent where it has none */
    Swarm(Path directory, Access access, int bytes, @Nullable Path kernel) throws IOException {
        this.directory = directory;
        this.access = access;
        byte[] content = new byte[bytes];
        new Random(7).nextBytes(content);
        Path file = directory.resolve("root");
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        name = access == Access.USER ? "~nobody/rocky9:v6.8" : "rocky9:v6.8";
        Publisher publisher = access == Access.USER ? new Publisher(65534, "nobody") : new Publisher(0, "root");
        ManifestBuilder builder = new ManifestBuilder(ImageName.parse(name), access, publisher).add(file, "root");
        if (kernel != null) {
            builder.kernel(kernel).append("ro quiet");
        }
        reader = builder.read(read -> {});
        image = signer.sign(reader.manifest());
        Member origin = add("origin", "origin");
        CachedImage whole = origin.cache.reserve(image, other -> false);
        fill(whole);
        origin.loop.execute(() -> origin.service.offer(whole));
    }

    private void fill(CachedImage empty) throws IOException {
        try (var in = reader.open(0)) {
            for (int piece = 0; piece < empty.layout().count(); piece++) {
                empty.put(piece, ByteBuffer.wrap(in.readNBytes(empty.layout().length(piece))));
            }
        }
        empty.finish();
    }

    Digest digest() {
        return image.digest();
    }

    Member add(String name, String cell) throws IOException {
        return add(name, cell, keys, 1L << 30);
    }

    /** @param trusted whose manifests it believes; @param quota of its cache */
    Member add(String name, String cell, TrustedKeys trusted, long quota) throws IOException {
        Member member = new Member(name, cell, members.size() + 1, trusted, quota);
        members.put(name, member);
        return member;
    }

    TrustedKeys keys() {
        return keys;
    }

    Member member(String name) {
        Member member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException(name);
        }
        return member;
    }

    /** Tells every peer but the origin what a tracker would. */
    void update() {
        epoch++;
        for (Member member : members.values()) {
            if (!member.origin()) {
                TrackerUpdate update = update(member);
                member.loop.execute(() -> member.peer.hear(update));
            }
        }
    }

    /** Tells one peer that nothing is assigned to it. */
    void updateNothing(Member member) {
        epoch++;
        hear(member, List.of());
    }

    /** Tells one peer that it shall boot another image, which nobody has. */
    void updateBoot(Member member, Digest other) {
        epoch++;
        hear(
                member,
                List.of(new WantedImage(
                        "other:v1",
                        other,
                        access,
                        1000,
                        true,
                        true,
                        false,
                        member.cell,
                        List.of(member.cell),
                        List.of())));
    }

    private void hear(Member member, List<WantedImage> images) {
        TrackerUpdate update = new TrackerUpdate(1, epoch, Limits.NONE, Limits.NONE, images, List.of());
        member.loop.execute(() -> member.peer.hear(update));
    }

    /** Tells one peer alone. */
    void loopUpdateOnly(Member member) {
        epoch++;
        TrackerUpdate update = update(member);
        member.loop.execute(() -> member.peer.hear(update));
    }

    /** Tells one peer that no image concerns it any more. */
    void forget(Member member) {
        TrackerUpdate nothing = new TrackerUpdate(1, ++epoch, Limits.NONE, Limits.NONE, List.of(), List.of());
        member.loop.execute(() -> member.peer.hear(nothing));
    }

    TrackerUpdate update(Member to) {
        List<Candidate> candidates = members.values().stream()
                .filter(member -> member != to && member.alive)
                .map(member -> member.candidate(to))
                .toList();
        List<String> cells = members.values().stream()
                .filter(member -> !member.origin())
                .map(member -> member.cell)
                .distinct()
                .sorted()
                .toList();
        Limits whenJobStarts = new Limits(0, 0, -1, "busy-sources-send-nothing");
        return new TrackerUpdate(
                1,
                epoch,
                to.job ? whenJobStarts : Limits.NONE,
                whenJobStarts,
                List.of(new WantedImage(
                        name,
                        digest(),
                        access,
                        reader.manifest().size(),
                        true,
                        reader.manifest().boot() != null,
                        false,
                        to.cell,
                        cells,
                        candidates)),
                weighings);
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 120 s: " + what);
            }
            Thread.sleep(5);
        }
    }

    void awaitComplete() throws InterruptedException {
        await(
                "all complete",
                () -> members.values().stream()
                        .filter(member -> member.alive && !member.origin())
                        .allMatch(member -> member.progress().state() == ImageProgress.State.COMPLETE));
    }

    @Override
    public void close() throws IOException {
        for (Member member : members.values()) {
            if (member.alive) {
                member.kill();
            }
        }
    }

    final class Member {
        final String name;
        final String cell;
        final String address;
        final byte[] key = new byte[32];
        final EventLoop loop;
        final ImageCache cache;
        final BootJournal journal;
        final Booting booting;
        final BulkService service;
        final Peer peer;
        final ExecutorService workers = Executors.newFixedThreadPool(2);
        boolean alive = true;
        boolean job;

        Member(String name, String cell, int number, TrustedKeys trusted, long quota) throws IOException {
            this.name = name;
            this.cell = cell;
            this.address = "127.0.2." + number;
            key[0] = (byte) number;
            loop = EventLoop.start(name);
            cache = ImageCache.open(
                    directory.resolve("cache-" + name), quota, trusted, Clock.systemUTC(), new UnixFiles());
            journal = BootJournal.open(directory.resolve("cache-" + name));
            booting = new Booting(cache, journal, null);
            InetAddress bind = InetAddress.getByName(address);
            service = BulkService.open(loop, new InetSocketAddress(bind, 0), Clock.systemUTC(), ServerLimits.DEFAULT);
            peer = new Peer(
                    made -> new PeerContext(
                            name,
                            loop,
                            new BulkClient(loop, bind, ClientTimeouts.DEFAULT),
                            service,
                            cache,
                            booting,
                            trusted,
                            workers,
                            new Random(number),
                            made::mayGo,
                            8 << 20),
                    "test");
            loop.execute(() -> {
                service.capabilityKey(key);
                peer.start();
            });
        }

        boolean origin() {
            return cell.equals("origin");
        }

        Candidate candidate(Member to) {
            long expiry = Clock.systemUTC().instant().getEpochSecond() + 3600;
            return new Candidate(
                    name,
                    address,
                    service.port(),
                    cell,
                    origin(),
                    Capability.issue(key, digest(), to.address, expiry),
                    Map.of("job.running", new AttributeValue(job ? 1 : 0, "bool", 0, "test")));
        }

        /** Runs on this member's loop and waits for it. */
        <T> T ask(Supplier<T> question) {
            FutureTask<T> task = new FutureTask<>(question::get);
            loop.execute(task);
            try {
                return task.get(60, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(name, e);
            }
        }

        ImageProgress progress() {
            return ask(() -> peer.report().images().stream()
                    .findFirst()
                    .orElse(new ImageProgress(
                            digest(), ImageProgress.State.WAITING, 0, 1, 0, 0, Map.of(), List.of(), null)));
        }

        CachedImage cached() {
            CachedImage cached = cache.find(digest());
            if (cached == null) {
                throw new AssertionError(name + " has no image");
            }
            return cached;
        }

        void limits(Limits limits) {
            loop.execute(() -> service.limits(limits, epoch));
        }

        void kill() throws IOException {
            alive = false;
            service.close();
            loop.close();
            workers.shutdownNow();
            cache.close();
        }
    }
}
