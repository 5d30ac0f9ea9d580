package org.peerboot.simulate;

import org.peerboot.image.PieceLayout;
import org.peerboot.transfer.ServingRules;

/**
 * One run: an image spreads from the origin to the nodes of some leaves while fate strikes. The seed decides all; a run
 * that breaks an invariant tells it, and what came before.
 */
final class Simulation {
    private static final long LONGEST = 600_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private final long seed;
    private final Timeline time;
    private final World world;
    private boolean second;

    /**
     * @param rules of all peers
     * @param keeping of all peers
     */
    Simulation(long seed, int peers, ServingRules rules, Keeping keeping) {
        this.seed = seed;
        time = new Timeline(seed);
        long bytes = (1 + time.random.nextInt(16)) * (long) PieceLayout.MIN_PIECE - time.random.nextInt(1000);
        world = new World(time, PieceLayout.of(bytes));
        SimulatedPeer origin = world.add(World.ORIGIN, "origin", rules, keeping);
        origin.held().set(0, world.layout().count());
        world.invariants().published(origin);
        int leaves = 1 + time.random.nextInt(4);
        for (int i = 0; i < peers; i++) {
            world.add("n" + (i + 1), "leaf" + (i % leaves + 1), rules, keeping);
        }
    }

    /** Runs until every peer is whole. */
    void run(int strokes) {
        SimulatedTracker tracker = new SimulatedTracker(world);
        new Faults(world, tracker).plan(strokes);
        tracker.work();
        time.in(SECOND, this::everySecond);
        try {
            while (!over()) {
                time.step();
            }
            world.destinations().forEach(world.invariants()::whole);
        } catch (RuntimeException e) {
            throw new Broken(
                    "seed " + seed + " at " + time.now() / 1e9 + " s: " + e.getMessage()
                            + "; replay with -Dpeerboot.seed=" + seed + "\n" + time.notes(),
                    e);
        }
    }

    private void everySecond() {
        second = true;
        world.invariants().everySecond(world.destinations());
        time.in(SECOND, this::everySecond);
    }

    /** Fate strikes for eight seconds, and for six more at the latest all are back. */
    private boolean over() {
        if (time.now() > LONGEST) {
            throw new Broken("not whole after " + LONGEST / SECOND + " s");
        }
        boolean look = second && time.now() > 16 * SECOND;
        second = false;
        return look && world.destinations().stream().allMatch(peer -> peer.alive() && peer.complete());
    }
}
