package org.peerboot.transfer;

import java.util.List;

/**
 * Rendezvous hashing (Thaler and Ravishankar, 1998): everybody who knows the same names ranks them alike for a piece,
 * and a name that leaves moves its own pieces only.
 */
final class Rendezvous {
    private final long own;
    private final long[] others;
    private final Deal deal;

    /**
     * @param self may be one of {@code names}
     * @param deal whoever is dealt a piece ranks first for it
     */
    Rendezvous(List<String> names, String self, Deal deal) {
        this.deal = deal;
        this.own = hash(self);
        this.others = names.stream()
                .filter(name -> !name.equals(self))
                .mapToLong(Rendezvous::hash)
                .toArray();
    }

    /** How many of the names rank before this one for {@code piece}. */
    int rank(int piece) {
        long salt = mix(piece + 0x9e3779b97f4a7c15L);
        if (!deal.isOff()) {
            long first = deal.lotOf(piece);
            if (first == own) {
                return 0;
            }
            for (long other : others) {
                if (other == first) {
                    return 1 + rank(salt, first);
                }
            }
        }
        return rank(salt, own);
    }

    /** @param not a name's hash that is left out */
    private int rank(long salt, long not) {
        long score = mix(own ^ salt);
        int before = 0;
        for (long other : others) {
            if (other != not && Long.compareUnsigned(mix(other ^ salt), score) > 0) {
                before++;
            }
        }
        return before;
    }

    static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, 2014). */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
