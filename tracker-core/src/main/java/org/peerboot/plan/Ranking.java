package org.peerboot.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which of some cells rank first for a destination, by rendezvous hash. A function of the cells' names and the
 * destination's, so that it outlives the views: what it said is kept, and ten thousand destinations are ranked anew only
 * when a cell comes or goes.
 */
final class Ranking {
    /** How many cells a destination looks into. */
    static final int FEW = 8;
    /** Where rules take sources away, so few may yield nothing: look further, but not at all of them. */
    static final int MANY = 64;

    private final String[] names;
    private final long[] hashes;
    private final Map<String, String[]> few = new HashMap<>();
    private final Map<String, String[]> many = new HashMap<>();
    /** By cell: destinations for which it is among the few. */
    private final Map<String, List<String>> lookers = new HashMap<>();
    /** All of these are in the few. */
    private Set<String> ranked = Set.of();

    /** @param names of cells, in their order */
    Ranking(Collection<String> names) {
        this.names = names.toArray(new String[0]);
        this.hashes = names.stream().mapToLong(Hash::of).toArray();
    }

    /** The other cells that rank first for a destination, best first. */
    String[] few(String destination, String ownCell) {
        String[] known = few.get(destination);
        if (known != null) {
            return known;
        }
        String[] best = best(FEW, destination, ownCell);
        few.put(destination, best);
        for (String cell : best) {
            lookers.computeIfAbsent(cell, c -> new ArrayList<>()).add(destination);
        }
        return best;
    }

    /**
     * For which destinations a cell is among the few: those of {@code all}, and perhaps some that were asked for before.
     *
     * @param all not changed once it was given here
     */
    @SuppressWarnings("ReferenceEquality") // who fetches is mostly the same object
    List<String> lookers(String cell, Set<String> all, Function<String, String> cellOf) {
        if (ranked != all) {
            all.forEach(destination -> few(destination, cellOf.apply(destination)));
            ranked = all;
        }
        return lookers.getOrDefault(cell, List.of());
    }

    /** As {@link #few}, and those that follow them. */
    String[] many(String destination, String ownCell) {
        return many.computeIfAbsent(destination, d -> best(MANY, d, ownCell));
    }

    private String[] best(int most, String destination, String ownCell) {
        long hash = Hash.of(destination);
        int room = Math.min(most, names.length);
        String[] best = new String[room];
        long[] scores = new long[room];
        int found = 0;
        for (int cell = 0; cell < names.length; cell++) {
            long score = Hash.pair(hash, hashes[cell]);
            if ((found == room && score >= scores[room - 1]) || names[cell].equals(ownCell)) {
                continue;
            }
            int at = found < room ? found++ : room - 1;
            for (; at > 0 && scores[at - 1] > score; at--) {
                scores[at] = scores[at - 1];
                best[at] = best[at - 1];
            }
            scores[at] = score;
            best[at] = names[cell];
        }
        return found == room ? best : Arrays.copyOf(best, found);
    }
}
