package org.peerboot.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;

/**
 * What the update in force says about one image, weighed by this node itself.
 *
 * @param epoch of the update
 * @param self this node's name
 * @param cell this node's cell
 * @param slot this node's number there, if it was told one
 * @param slots how many numbers there are
 * @param cells all cells with destinations, the same list for everybody
 * @param candidates by node
 * @param weights by node
 * @param mayServe whether this node may send at all; a node that may not owns no piece
 */
public record Swarm(
        long epoch,
        String self,
        String cell,
        @Nullable Integer slot,
        int slots,
        List<String> cells,
        Map<String, Candidate> candidates,
        Map<String, Weight> weights,
        boolean mayServe) {

    private static final int MOST_SLOTS = 1024;

    /** Before the first update: nobody to ask. */
    public static Swarm empty(String self) {
        return new Swarm(0, self, "", null, 0, List.of(), Map.of(), Map.of(), false);
    }

    /** @param secondsNeeded by the transfer until it is whole; infinite where nobody can tell */
    public static Swarm of(
            String self, TrackerUpdate update, WantedImage image, boolean mayServe, double secondsNeeded) {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        Map<String, Weight> weights = new LinkedHashMap<>();
        for (Candidate candidate : image.candidates()) {
            if (!candidate.node().equals(self)) {
                candidates.put(candidate.node(), candidate);
                weights.put(candidate.node(), Weight.of(candidate, update.weighings(), secondsNeeded));
            }
        }
        return new Swarm(
                update.epoch(),
                self,
                image.cell(),
                image.slot(),
                slots(image),
                image.cells(),
                candidates,
                weights,
                mayServe);
    }

    /** No cell has more: a tracker that says so shall not cost memory. */
    private static int slots(WantedImage image) {
        Integer slots = image.slots();
        return slots == null || slots < 0 ? 0 : Math.min(slots, MOST_SLOTS);
    }

    Weight weight(String node) {
        return weights.getOrDefault(node, Weight.FULL);
    }

    /**
     * What {@code node}, of this cell, goes by when pieces are shared out: its slot, so that they are shared out alike in
     * all cells, or its name.
     */
    String lot(String node) {
        Candidate candidate = candidates.get(node);
        Integer number = node.equals(self) ? slot : candidate == null ? null : candidate.slot();
        return number == null ? node : Deal.lot(number);
    }

    /**
     * Mates of this node's cell that it would fetch from, and itself if it may serve: those who share out the pieces. A
     * mate that weighs less than half of the best owns none, and is asked for what it alone has.
     */
    List<String> owners() {
        List<String> mates = candidates.values().stream()
                .filter(candidate -> !candidate.origin() && candidate.cell().equals(cell))
                .map(Candidate::node)
                .toList();
        Weight best = mates.stream()
                .map(this::weight)
                .max(Comparator.comparingDouble(Weight::value))
                .orElse(Weight.FULL);
        List<String> owners = new ArrayList<>();
        for (String mate : mates) {
            if (weight(mate).value() > 0 && !weight(mate).fellFrom(best)) {
                owners.add(mate);
            }
        }
        if (mayServe || owners.isEmpty()) {
            owners.add(self);
        }
        return owners;
    }
}
