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
