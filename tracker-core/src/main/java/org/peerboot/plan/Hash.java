package org.peerboot.plan;

/** Scores for rendezvous hashing: stable, and as good as random. */
final class Hash {
    private Hash() {}

    static long of(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, 2014) over two names' hashes. */
    static long pair(long a, long b) {
        long z = a * 0x9e3779b97f4a7c15L + b;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
