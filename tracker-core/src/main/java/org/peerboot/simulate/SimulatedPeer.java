package org.peerboot.simulate;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.PieceLayout;
import org.peerboot.transfer.Announcement;
import org.peerboot.transfer.Buffers;
import org.peerboot.transfer.Download;
import org.peerboot.transfer.Links;
import org.peerboot.transfer.ServingRules;
import org.peerboot.transfer.Swarm;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Limits;
import org.peerboot.wire.TrackerUpdate;

/** One node's peer: the production download, gate and serving rules, between simulated links. */
final class SimulatedPeer implements Links {
    private static final long TICK = 100_000_000;

    private final String name;
    private final String address;
    private final @Nullable String leaf;
    private final World world;
    private final Service service;
    private final BitSet held = new BitSet();
    private final Map<String, Ear> hears = new LinkedHashMap<>();
    private final Map<String, Mouth> eats = new LinkedHashMap<>();
    private @Nullable TrackerUpdate update;
    private @Nullable Download download;
    private boolean alive = true;
    private boolean cutOff;
    private int life;
    private int jobs;

    /** @param leaf absent of what hangs on the top */
    SimulatedPeer(String name, String address, @Nullable String leaf, World world) {
        this.name = name;
        this.address = address;
        this.leaf = leaf;
        this.world = world;
        this.service = new Service(this, world);
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    @Nullable
    String leaf() {
        return leaf;
    }

    boolean isOrigin() {
        return name.equals(World.ORIGIN);
    }

    boolean alive() {
        return alive;
    }

    /** Whether others can connect to it. */
    boolean reachable() {
        return alive && !cutOff;
    }

    boolean complete() {
        return held.cardinality() == world.layout().count();
    }

    boolean busy() {
        return jobs > 0;
    }

    PieceLayout layout() {
        return world.layout();
    }

    BitSet held() {
        return held;
    }

    Service service() {
        return service;
    }

    boolean hasUpdate() {
        return update != null;
    }

    boolean downloads() {
        return download != null;
    }

    Download download() {
        if (download == null) {
            throw new IllegalStateException(name + " fetches nothing");
        }
        return download;
    }

    long now() {
        return world.time().now();
    }

    long latency() {
        return world.settings().latency();
    }

    double chance() {
        return world.time().random().nextDouble();
    }

    /** Runs in this life of the peer, or not at all. */
    void later(long delay, Runnable run) {
        int mine = life;
        world.time().in(delay, () -> {
            if (mine == life) {
                run.run();
            }
        });
    }

    void obey(TrackerUpdate next) {
        update = next;
        limit();
        if (next.images().isEmpty() || !next.images().get(0).fetch() || complete()) {
            return;
        }
        boolean first = download == null;
        if (first) {
            download = begin();
        }
        Swarm swarm = Swarm.of(
                name,
                next,
                next.images().get(0),
                next.limits().mayUpload(),
                download().secondsNeeded());
        download().update(swarm, false, next.limits().downloadBytesPerSecond(), now());
        if (first) {
            tick();
        }
    }

    private Download begin() {
        Settings settings = world.settings();
        return new Download(
                World.IMAGE,
                world.layout(),
                held,
                name,
                new Buffers(world.layout().pieceSize(), settings.memory(), settings.conduct()::buffer),
                settings.election().get(),
                new Random(world.time().random().nextLong()),
                this,
                now());
    }

    private void tick() {
        if (!complete()) {
            download().tick(now());
            later(TICK, this::tick);
        }
    }

    void jobBegins() {
        jobs++;
        limit();
    }

    void jobEnds() {
        jobs--;
        limit();
    }

    private void limit() {
        if (update != null) {
            Limits limits = busy() ? update.limits().and(update.whenJobStarts()) : update.limits();
            service.limits(limits, update.epoch());
            long upload = limits.uploadBytesPerSecond();
            world.network().limit(world.fabric().node(name).up(), upload > 0 ? upload : Double.MAX_VALUE);
        }
    }

    /** @param cacheLost whether it comes back with nothing */
    void crash(boolean cacheLost) {
        alive = false;
        life++;
        update = null;
        download = null;
        fallSilent();
        service.crash();
        if (cacheLost) {
            held.clear();
            world.witness().cacheLost(this);
        }
    }

    void comesBack() {
        alive = true;
    }

    /** Nobody can connect to it any more; it connects to others as before. */
    void cutOff() {
        cutOff = true;
        service.lose("no route");
    }

    boolean verify(int piece, ByteBuffer bytes) {
        boolean right = world.settings().conduct().isRight(bytes);
        world.witness().verified(this, piece, bytes, right);
        return right;
    }

    /** Holds a piece, and says so. */
    void keep(int piece) {
        held.set(piece);
        BitSet one = new BitSet();
        one.set(piece);
        world.witness().announces(this, one);
        service.tell(new Announcement.Have(piece));
    }

    /** A piece stands in the cache; with the last one the image is whole. */
    void stored(int piece) {
        download().stored(piece, now());
        if (complete()) {
            fallSilent();
            world.witness().whole(this);
        }
    }

    private void fallSilent() {
        hears.values().forEach(Ear::close);
        hears.clear();
        eats.values().forEach(Mouth::close);
        eats.clear();
    }

    void take(SimulatedPeer source, int bytes) {
        for (int left = bytes; left > 0; ) {
            ByteBuffer target = download().target(source.name);
            int part = Math.min(target.remaining(), left);
            world.settings().conduct().send(source, target, part);
            download().received(source.name, part, now());
            left -= part;
        }
    }

    void refused(String source, ServingRules.Refusal refusal) {
        breakOff(source);
        long retry = refusal.soon() && refusal.status() == 503 ? 1_000_000_000L : 0;
        download().refused(source, refusal.status(), refusal.reason(), retry, now());
    }

    void lost(String source, String cause) {
        breakOff(source);
        download().lost(source, cause, now());
    }

    @Override
    public void listen(Candidate source) {
        Ear ear = new Ear(this, world.peer(source.node()), source);
        hears.put(source.node(), ear);
        ear.open();
    }

    @Override
    public void request(Candidate source, long from, long length) {
        eats.computeIfAbsent(source.node(), node -> new Mouth(world.peer(node), this, world))
                .ask(source, from, length);
    }

    @Override
    public void breakOff(String node) {
        Mouth mouth = eats.remove(node);
        if (mouth != null) {
            mouth.close();
        }
    }

    @Override
    public void forget(String node) {
        breakOff(node);
        Ear ear = hears.remove(node);
        if (ear != null) {
            ear.close();
        }
    }

    @Override
    public void store(int piece, ByteBuffer bytes) {
        world.settings().conduct().store(this, piece, bytes);
    }
}
