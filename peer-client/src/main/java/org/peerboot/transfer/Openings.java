package org.peerboot.transfer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Which pieces may be asked of which source now: the scheme of {@link Download}, applied. */
final class Openings {
    /** An owner that is not heard for so long, in nanoseconds, owns nothing. */
    private static final long OWNER_PATIENCE = 1_000_000_000L;

    /**
     * A mate whose first word is out for so long, in nanoseconds, may hold nothing. A node that comes back empty to a cell
     * that holds all must hear its mates before it asks anybody outside.
     */
    private static final long MAP_PATIENCE = 500_000_000L;

    private final String self;
    private final int pieces;
    private final Map<String, Source> sources;
    private final Suspects suspects;
    private Roles roles = Roles.NONE;

    /** @param sources by node, as the download keeps them */
    Openings(String self, int pieces, Map<String, Source> sources, Suspects suspects) {
        this.self = self;
        this.pieces = pieces;
        this.sources = sources;
        this.suspects = suspects;
    }

    /** Pieces that this node owes its cell. */
    BitSet own(Swarm swarm, int late, long now) {
        return roles(swarm, now).owned(late);
    }

    /** Of what {@code source} has and is not in {@code closed}, what may be asked of it. */
    BitSet of(Source source, Swarm swarm, BitSet closed, int late, long now) {
        BitSet open = (BitSet) source.have.clone();
        open.andNot(closed);
        // Asked at each piece that anybody announces: most of it ends here.
        if (open.isEmpty()) {
            return open;
        }
        if (!isMate(source, swarm)) {
            Roles mine = roles(swarm, now);
            open.and(source.candidate.origin() ? mine.firstHand(late) : mine.owned(late));
            if (late == 0 && !open.isEmpty()) {
                takeOutWhatIsNearer(open, source, swarm, now);
            }
        }
        if (!suspects.isEmpty()) {
            suspects.pieces().stream()
                    .filter(piece -> suspects.contributed(piece, source.node) && thirdHas(piece, now))
                    .forEach(open::clear);
        }
        return open;
    }

    /** Of a mate anything, of a peer elsewhere what no mate has, of the origin what no peer has. */
    private void takeOutWhatIsNearer(BitSet open, Source source, Swarm swarm, long now) {
        for (Source other : sources.values()) {
            boolean mate = isMate(other, swarm);
            if (mate && other.silent(now, MAP_PATIENCE)) {
                open.clear();
                return;
            }
            boolean nearer = mate || (source.candidate.origin() && !other.candidate.origin());
            if (nearer && other.weight.value() > 0 && present(other, now)) {
                open.andNot(other.have);
            }
        }
    }

    private static boolean isMate(Source source, Swarm swarm) {
        return !source.candidate.origin() && source.candidate.cell().equals(swarm.cell());
    }

    private boolean thirdHas(int piece, long now) {
        return sources.values().stream()
                .anyMatch(source ->
                        source.usable(now) && source.have.get(piece) && !suspects.contributed(piece, source.node));
    }

    private Roles roles(Swarm swarm, long now) {
        List<String> owners = new ArrayList<>();
        for (String owner : swarm.owners()) {
            Source source = sources.get(owner);
            if (owner.equals(self) || (source != null && present(source, now))) {
                owners.add(owner);
            }
        }
        if (owners.isEmpty()) {
            owners.add(self);
        }
        if (!roles.sameAs(self, owners, swarm.cell(), swarm.cells())) {
            roles = new Roles(self, owners, swarm.cell(), swarm.cells(), pieces);
        }
        return roles;
    }

    private static boolean present(Source source, long now) {
        return !source.stopped && (source.heard || now - source.silentSince < OWNER_PATIENCE);
    }
}
