package org.peerboot.store;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.peerboot.image.Digest;

/**
 * Where things stand in a cache:
 *
 * <pre>
 * lock                                       one daemon at a time
 * pins                                       images that stay whatever room others need
 * boot.json                                  what this node booted, and tried to
 * partial/HEX/{manifest.json,journal,tree}   an image on its way, for the daemon alone
 * partial/removed-HEX                        on its way out
 * images/HEX/{manifest.json,tree}            a whole image; users may read a public one, a user his own
 * </pre>
 */
record CacheLayout(Path root) {
    static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    static final String REMOVED = "removed-";

    Path lock() {
        return root.resolve("lock");
    }

    Path boots() {
        return root.resolve("boot.json");
    }

    Path pins() {
        return root.resolve("pins");
    }

    Path images() {
        return root.resolve("images");
    }

    Path partials() {
        return root.resolve("partial");
    }

    Path image(Digest digest) {
        return images().resolve(digest.hex());
    }

    Path partial(Digest digest) {
        return partials().resolve(digest.hex());
    }

    Path removed(Digest digest) {
        return partials().resolve(REMOVED + digest.hex());
    }

    static Path manifest(Path home) {
        return home.resolve("manifest.json");
    }

    static Path journal(Path home) {
        return home.resolve("journal");
    }

    static Path tree(Path home) {
        return home.resolve("tree");
    }
}
