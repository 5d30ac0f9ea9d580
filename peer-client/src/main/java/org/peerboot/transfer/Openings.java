package org.peerboot.transfer;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which pieces may be asked of which source now: the scheme of {@link Download}, applied. */
@SuppressWarnings(
        "ReferenceEquality") // an update in force is one object, and comparing two costs more than their owners
final class Openings {
    /** An owner that is not heard for so long, in nanoseconds, is absent. */
    private static final long OWNER_PATIENCE = 1_000_000_000L;

    /**
     * A mate whose first word is out for so long, in nanoseconds, may hold nothing. A node that comes back empty to a cell
     * that holds all must hear its mates before it asks anybody outside. Half a second was too short for one that boots
     * others on a busy machine; after two the cell is late ({@link Lateness}).
     */
    private static final long MAP_PATIENCE = 2_000_000_000L;

    private final String self;
    private final int pieces;
    private final Map<String, Source> sources;
    private final Suspects suspects;
    private final Election election;
    private Roles roles = Roles.NONE;
    private @Nullable Swarm last;
    private List<String> members = List.of();
    /** Of these, by their place, those whom {@link #roles} were shared out among. */
    private BitSet present = new BitSet();

    /** @param sources by node, as the download keeps them */
    Openings(String self, int pieces, Map<String, Source> sources, Suspects suspects, Election election) {
        this.self = self;
        this.pieces = pieces;
        this.sources = sources;
        this.suspects = suspects;
        this.election = election;
    }

    /** Pieces that this node owes its cell. */
    BitSet own(Swarm swarm, int late, long now) {
        return roles(swarm, now).owned(election.level(late));
    }

    /** Of what {@code source} has and is {@code wanted}, what may be asked of it. */
    BitSet of(Source source, Swarm swarm, BitSet wanted, int late, long now) {
        BitSet open = (BitSet) wanted.clone();
        open.and(source.have);
        if (!isMate(source)) {
            Roles mine = roles(swarm, now);
            int level = election.level(late);
            open.and(source.candidate.origin() ? mine.firstHand(level) : mine.owned(level));
        }
        if (late == 0) {
            takeOutWhatOthersShallSend(open, source, now);
        }
        if (!suspects.isEmpty()) {
            suspects.pieces().stream()
                    .filter(piece -> suspects.contributed(piece, source.node) && thirdHas(piece, now))
                    .forEach(open::clear);
        }
        return open;
    }

    /**
     * Of a mate anything, of a peer elsewhere what no mate has, of the origin what no peer has; of all that policy makes
     * light what no better one has.
     */
    private void takeOutWhatOthersShallSend(BitSet open, Source source, long now) {
        boolean far = !isMate(source);
        for (Source other : sources.values()) {
            if (open.isEmpty()) {
                return;
            }
            boolean mate = isMate(other);
            if (far && mate && other.silent(now, MAP_PATIENCE)) {
                open.clear();
                return;
            }
            boolean nearer = far && (mate || (source.candidate.origin() && !other.candidate.origin()));
            boolean better = (nearer && other.weight.value() > 0) || source.weight.fellFrom(other.weight);
            if (better && isPresent(other, now)) {
                open.andNot(other.have);
            }
        }
    }

    private static boolean isMate(Source source) {
        return source.near && !source.candidate.origin();
    }

    private boolean thirdHas(int piece, long now) {
        return sources.values().stream()
                .anyMatch(source ->
                        source.usable(now) && source.have.get(piece) && !suspects.contributed(piece, source.node));
    }

    private Roles roles(Swarm swarm, long now) {
        boolean same = swarm == last;
        if (!same) {
            last = swarm;
            members = swarm.owners();
        }
        BitSet before = present;
        present = presentOf(members, now);
        if (same && present.equals(before)) {
            return roles;
        }
        List<String> owners = election.owners(members, member -> isPresent(member, now));
        if (owners.isEmpty()) {
            owners.add(self);
        }
        owners.replaceAll(swarm::lot);
        String own = swarm.lot(self);
        if (!roles.sameAs(own, owners, swarm.slots(), swarm.cell(), swarm.cells())) {
            roles = new Roles(own, owners, swarm.slots(), swarm.cell(), swarm.cells(), pieces);
        }
        return roles;
    }

    private BitSet presentOf(List<String> nodes, long now) {
        BitSet present = new BitSet(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            present.set(i, isPresent(nodes.get(i), now));
        }
        return present;
    }

    private boolean isPresent(String node, long now) {
        Source source = sources.get(node);
        return node.equals(self) || (source != null && isPresent(source, now));
    }

    private static boolean isPresent(Source source, long now) {
        return !source.stopped && (source.heard || now - source.silentSince < OWNER_PATIENCE);
    }
}
