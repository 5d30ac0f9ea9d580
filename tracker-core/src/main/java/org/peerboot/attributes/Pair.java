package org.peerboot.attributes;

/** A source and a destination, by their nodes' names; no name has the arrow between them. */
public record Pair(String source, String destination) {
    private static final String ARROW = ">";

    /** One word for both. */
    public String key() {
        return source + ARROW + destination;
    }

    /** Nothing is left out of a word that is none: it is the pair of that and nobody. */
    public static Pair of(String key) {
        int arrow = key.indexOf(ARROW);
        return arrow < 0 ? new Pair(key, "") : new Pair(key.substring(0, arrow), key.substring(arrow + 1));
    }
}
