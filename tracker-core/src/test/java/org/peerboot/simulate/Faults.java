package org.peerboot.simulate;

import java.util.List;
import java.util.Random;

/** Misfortunes by lot, over the first seconds of a run; each ends by itself. */
final class Faults {
    private static final long SECOND = 1_000_000_000L;
    private static final double OVER = 8e9;
    private static final String STRANGER = "10.9.9.9";

    private final World world;
    private final SimulatedTracker tracker;
    private final Fates fates;
    private final Notes notes;
    private final Random random;

    Faults(World world, SimulatedTracker tracker, Fates fates, Notes notes) {
        this.world = world;
        this.tracker = tracker;
        this.fates = fates;
        this.notes = notes;
        this.random = world.time().random();
    }

    /** Who is what; then so many strokes of fate. */
    void plan(int strokes) {
        for (SimulatedPeer peer : world.destinations()) {
            fates.draw(peer, random);
        }
        for (int i = 0; i < strokes; i++) {
            world.time().in((long) (random.nextDouble() * OVER), this::strike);
        }
    }

    private void strike() {
        List<SimulatedPeer> all = world.destinations();
        SimulatedPeer peer = all.get(random.nextInt(all.size()));
        long length = SECOND / 2 + (long) (random.nextDouble() * 6 * SECOND);
        switch (random.nextInt(9)) {
            case 0, 1 -> crash(peer, random.nextBoolean(), length);
            case 2 -> crash(world.origin(), false, length);
            case 3 -> slow(peer, length);
            case 4 -> lose(random.nextInt(4) == 0 ? world.origin() : peer);
            case 5 -> job(peer, length);
            case 6 -> stranger(peer);
            case 7 -> cutOff(peer);
            default -> {
                note("the tracker restarts");
                tracker.restart(length);
            }
        }
    }

    private void crash(SimulatedPeer peer, boolean cacheLost, long length) {
        if (peer.alive()) {
            note(peer.name() + " crashes" + (cacheLost ? " and loses its cache" : ""));
            peer.crash(cacheLost);
            world.time().in(length, () -> {
                note(peer.name() + " comes back");
                peer.comesBack();
            });
        }
    }

    private void slow(SimulatedPeer peer, long length) {
        note(peer.name() + " is slow");
        rate(peer, Simulation.NODE_RATE / 20);
        world.time().in(length, () -> rate(peer, Simulation.NODE_RATE));
    }

    private void rate(SimulatedPeer peer, double bytesPerSecond) {
        Fabric.Pair links = world.fabric().node(peer.name());
        world.network().rate(links.up(), bytesPerSecond);
        world.network().rate(links.down(), bytesPerSecond);
    }

    private void lose(SimulatedPeer peer) {
        note(peer.name() + " loses its connections");
        peer.service().lose("timed out");
    }

    /** For good, as by a firewall: the tracker hears it, and it fetches, but nobody can fetch from it. */
    private void cutOff(SimulatedPeer peer) {
        note(peer.name() + " is cut off");
        peer.cutOff();
    }

    private void job(SimulatedPeer peer, long length) {
        note(peer.name() + " has a job");
        peer.jobBegins();
        world.time().in(length, peer::jobEnds);
        world.time().in(length / 2, () -> ask(peer, STRANGER, leave(peer, STRANGER, 60)));
    }

    /** Somebody asks who has no leave: none, another's, or one that has run out. */
    private void stranger(SimulatedPeer peer) {
        note("a stranger asks " + peer.name());
        ask(
                peer,
                STRANGER,
                switch (random.nextInt(3)) {
                    case 0 -> "";
                    case 1 -> leave(peer, "10.0.0.7", 60);
                    default -> leave(peer, STRANGER, -60);
                });
    }

    private String leave(SimulatedPeer source, String address, long seconds) {
        long now = SimulatedTracker.EPOCH_SECONDS + world.time().now() / SECOND;
        return world.leave().issue(source.name(), address, now + seconds);
    }

    /** One request of one who has not listened, as curl and iPXE ask. */
    private void ask(SimulatedPeer peer, String address, String capability) {
        int piece = peer.held().nextSetBit(0);
        if (peer.alive() && piece >= 0) {
            long from = world.layout().offset(piece);
            if (peer.service().refusal(capability, address, from, from + 1) == null) {
                world.witness().sends(peer, address, capability, piece);
            }
        }
    }

    private void note(String what) {
        notes.add(what);
    }
}
