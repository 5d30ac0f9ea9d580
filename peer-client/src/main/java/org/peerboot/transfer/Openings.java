package org.peerboot.transfer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Which pieces may be asked of which source now: the scheme of {@link Download}, applied. */
final class Openings {
    /** An owner that is not heard for so long, in nanoseconds, owns nothing. */
    private static final long OWNER_PATIENCE = 1_000_000_000L;

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
        if (source.candidate.origin()) {
            open.and(roles(swarm, now).firstHand(late));
        } else if (!source.candidate.cell().equals(swarm.cell())) {
            open.and(roles(swarm, now).owned(late));
        }
        if (!suspects.isEmpty()) {
            suspects.pieces().stream()
                    .filter(piece -> suspects.contributed(piece, source.node) && thirdHas(piece, now))
                    .forEach(open::clear);
        }
        return open;
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
