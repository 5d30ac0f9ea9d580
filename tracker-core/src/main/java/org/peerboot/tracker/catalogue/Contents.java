package org.peerboot.tracker.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;

/**
 * The catalogue at one moment. Immutable.
 *
 * @param images by digest, oldest first
 * @param names to the image published last under each
 * @param assigned by image; absent where nobody shall hold it
 */
public record Contents(Map<Digest, CatalogueImage> images, Map<String, Digest> names, Map<Digest, Assigned> assigned) {
    public Contents {
        images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
        names = Map.copyOf(names);
        assigned = Map.copyOf(assigned);
    }

    /** @param image a name or a digest */
    public @Nullable CatalogueImage find(String image) {
        Digest named = names.get(image);
        if (named == null && image.startsWith("sha256:")) {
            named = Digest.parse(image);
        }
        return named == null ? null : images.get(named);
    }

    public Assigned assigned(Digest image) {
        return assigned.getOrDefault(image, Assigned.NOBODY);
    }

    /** The image that {@code node} shall boot: of those assigned to it that have a kernel, the one assigned last. */
    public @Nullable CatalogueImage boot(String node) {
        CatalogueImage last = null;
        long when = -1;
        for (CatalogueImage image : images.values()) {
            Long turn = image.boots() ? assigned(image.digest()).turns().get(node) : null;
            if (turn != null && turn >= when) {
                last = image;
                when = turn;
            }
        }
        return last;
    }

    /** Of the assignment made last. */
    long lastTurn() {
        return assigned.values().stream()
                .flatMap(nodes -> nodes.turns().values().stream())
                .mapToLong(turn -> turn)
                .max()
                .orElse(0);
    }

    Contents withImage(CatalogueImage image) {
        Map<Digest, CatalogueImage> more = new LinkedHashMap<>(images);
        more.putIfAbsent(image.digest(), image);
        Map<String, Digest> moved = new LinkedHashMap<>(names);
        moved.put(image.name(), image.digest());
        return new Contents(more, moved, assigned);
    }

    Contents withoutImage(Digest digest) {
        Map<Digest, CatalogueImage> fewer = new LinkedHashMap<>(images);
        fewer.remove(digest);
        Map<String, Digest> kept = new LinkedHashMap<>(names);
        kept.values().removeIf(digest::equals);
        return new Contents(fewer, kept, assigned).withAssigned(digest, Assigned.NOBODY);
    }

    Contents withAssigned(Digest digest, Assigned nodes) {
        Map<Digest, Assigned> changed = new LinkedHashMap<>(assigned);
        if (nodes.nodes().isEmpty()) {
            changed.remove(digest);
        } else {
            changed.put(digest, nodes);
        }
        return new Contents(images, names, changed);
    }
}
