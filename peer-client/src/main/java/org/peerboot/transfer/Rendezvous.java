package org.peerboot.transfer;

import java.util.List;

/**
 * Rendezvous hashing (Thaler and Ravishankar, 1998): everybody who knows the same names ranks them alike for a piece,
 * and a name that leaves moves its own pieces only.
 */
final class Rendezvous {
    private Rendezvous() {}

    /** How many of {@code names} rank before {@code self} for {@code piece}. */
    static int rank(List<String> names, String self, int piece) {
        long own = score(self, piece);
        int before = 0;
        for (String name : names) {
            if (!name.equals(self) && Long.compareUnsigned(score(name, piece), own) > 0) {
                before++;
            }
        }
        return before;
    }

    private static long score(String name, int piece) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash ^ mix(piece + 0x9e3779b97f4a7c15L));
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
