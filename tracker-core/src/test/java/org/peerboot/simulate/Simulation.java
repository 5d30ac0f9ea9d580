package org.peerboot.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.cluster.Switch;
import org.peerboot.image.PieceLayout;
import org.peerboot.policy.Policy;
import org.peerboot.transfer.Election;
import org.peerboot.transfer.ServingRules;

/**
 * One run: an image spreads from the origin to the nodes of some leaves while fate strikes. The seed decides all; a run
 * that breaks an invariant tells it, and what came before.
 */
final class Simulation {
    /** So slow that fate strikes while the image spreads. */
    static final double NODE_RATE = 2e6;

    private static final double UPLINK_RATE = 4e6;
    private static final long LATENCY = 100_000;
    private static final long STEP = 20_000_000;
    private static final long LONGEST = 600_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final Policy POLICY = Policy.standard();

    private final long seed;
    private final Timeline time;
    private final Fates fates;
    private final Invariants invariants;
    private final World world;
    private final ClusterSnapshot cluster;
    private final Notes notes;
    private boolean second;

    /** The rules of production. */
    Simulation(long seed, int peers) {
        this(seed, peers, new ServingRules(), Election::new, new Fates());
    }

    /**
     * @param rules of all peers
     * @param election of each download
     * @param fates of all peers
     */
    Simulation(long seed, int peers, ServingRules rules, Supplier<Election> election, Fates fates) {
        this.seed = seed;
        this.fates = fates;
        time = new Timeline(new Random(seed));
        notes = new Notes(time);
        long bytes = (1 + time.random().nextInt(16)) * (long) PieceLayout.MIN_PIECE
                - time.random().nextInt(1000);
        PieceLayout layout = PieceLayout.of(bytes);
        cluster = cluster(peers, 1 + time.random().nextInt(4));
        Fabric fabric = new Fabric(cluster.nodes().values(), cluster.switches(), NODE_RATE, 0);
        fabric.addOnTop(World.ORIGIN, NODE_RATE);
        invariants = new Invariants(time, layout, fates);
        Settings settings = new Settings(layout, LATENCY, 4L * layout.pieceSize(), fates, rules, election);
        world = new World(time, fabric, new Network(time, STEP), settings, invariants);
        cluster.nodes().values().forEach(world::add);
        invariants.published(world.origin());
    }

    private static ClusterSnapshot cluster(int peers, int leaves) {
        List<Switch> switches = new ArrayList<>(List.of(new Switch("spine", null, 0)));
        for (int i = 1; i <= leaves; i++) {
            switches.add(new Switch("leaf" + i, "spine", (long) UPLINK_RATE * 8));
        }
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
            nodes.add(new Node(
                    "n" + (i + 1),
                    "n" + (i + 1),
                    Map.of(),
                    7071,
                    "leaf" + (i % leaves + 1),
                    Set.of(NodeState.IDLE),
                    Set.of()));
        }
        return new ClusterSnapshot(0, "simulated", nodes, switches, List.of(), List.of());
    }

    /** Runs until every peer is whole. */
    void run(int strokes) {
        SimulatedTracker tracker = new SimulatedTracker(world, cluster, POLICY);
        new Faults(world, tracker, fates, notes).plan(strokes);
        tracker.work();
        time.in(SECOND, this::everySecond);
        try {
            while (!over()) {
                time.step();
            }
            world.destinations().forEach(invariants::ends);
        } catch (RuntimeException e) {
            throw new Broken(
                    "seed " + seed + " at " + time.now() / 1e9 + " s: " + e.getMessage()
                            + "; replay with -Dpeerboot.seed=" + seed + "\n" + notes,
                    e);
        }
    }

    private void everySecond() {
        second = true;
        invariants.everySecond(world.destinations());
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
