package org.peerboot.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Node;
import org.peerboot.image.PieceLayout;
import org.peerboot.policy.Policy;
import org.peerboot.transfer.Election;
import org.peerboot.transfer.ServingRules;

/** One image to some nodes of a cluster where nothing fails, from the first update to the last node. */
final class Prediction implements Witness {
    /** A network shared out anew so often, in the time that a piece takes over a node's link, is as good as exact. */
    private static final int STEPS_A_PIECE = 4;

    private static final long SECOND = 1_000_000_000L;
    private static final long PATIENCE = 600 * SECOND;

    private final Plan plan;
    private final Timeline time;
    private final World world;
    private final SimulatedTracker tracker;
    private final List<Long> whole = new ArrayList<>();

    /** @param nodes of {@code cluster} that shall hold the image */
    Prediction(ClusterSnapshot cluster, Set<String> nodes, Policy policy, Plan plan) {
        this.plan = plan;
        time = new Timeline(new Random(plan.seed()));
        List<Node> members = cluster.nodes().values().stream()
                .filter(node -> nodes.contains(node.name()))
                .toList();
        Fabric fabric = new Fabric(members, cluster.switches(), plan.rate(), plan.uplink());
        fabric.addOnTop(World.ORIGIN, plan.origin());
        PieceLayout layout = plan.layout();
        Network network = new Network(time, (long) (layout.pieceSize() / plan.rate() * 1e9 / STEPS_A_PIECE));
        Settings settings = new Settings(
                layout, plan.latencyNanos(), plan.memory(), new Honest(), new ServingRules(), Election::new);
        world = new World(time, fabric, network, settings, this);
        members.forEach(world::add);
        tracker = new SimulatedTracker(world, cluster, policy);
    }

    @Override
    public void whole(SimulatedPeer peer) {
        whole.add(time.now());
    }

    Forecast run() {
        int nodes = world.destinations().size();
        long end = PATIENCE + (long) (20 * plan.limitSeconds() * SECOND);
        tracker.work();
        while (whole.size() < nodes && time.now() < end) {
            time.step();
        }
        List<Double> seconds = whole.stream().map(at -> at / (double) SECOND).toList();
        Map<String, Forecast.Uplink> uplinks = new TreeMap<>();
        world.fabric()
                .switches()
                .forEach((name, pair) -> uplinks.put(
                        name,
                        new Forecast.Uplink(pair.up().carried(), pair.down().carried())));
        long origin = world.fabric().node(World.ORIGIN).up().carried();
        return new Forecast(nodes, seconds, origin, uplinks);
    }
}
