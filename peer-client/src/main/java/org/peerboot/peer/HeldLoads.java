package org.peerboot.peer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;
import org.peerboot.wire.Weighing;

/**
 * Quick to leave a loaded source, slow to come back: what exceeded a weighing's {@code above} counts as if it still did
 * until it has been at or below {@code until} for {@link #HOLD}, and as long again at most by lot, so that those who
 * fled together do not return together and load it anew.
 */
final class HeldLoads {
    static final long HOLD = 2_000_000_000L;

    private record Key(String node, Weighing weighing) {}

    /** @param freeAt when it counts no longer; absent while it is above {@code until} */
    private record Held(AttributeValue value, @Nullable Long freeAt) {}

    private final Random random;
    private Map<Key, Held> held = new HashMap<>();
    private @Nullable Long nextFree;

    HeldLoads(Random random) {
        this.random = random;
    }

    /** The update to act upon now: with the values that still count. */
    TrackerUpdate over(TrackerUpdate update, long now) {
        List<Weighing> slow =
                update.weighings().stream().filter(one -> one.until() != null).toList();
        Map<Key, Held> still = new HashMap<>();
        nextFree = null;
        if (slow.isEmpty()) {
            held = still;
            return update;
        }
        Set<Key> seen = new HashSet<>();
        List<WantedImage> images = new ArrayList<>();
        for (WantedImage image : update.images()) {
            List<Candidate> candidates = new ArrayList<>();
            for (Candidate candidate : image.candidates()) {
                Map<String, AttributeValue> values = new HashMap<>(candidate.attributes());
                for (Weighing weighing : slow) {
                    Key key = new Key(candidate.node(), weighing);
                    AttributeValue value = candidate.attributes().get(weighing.attribute());
                    Held counts = seen.add(key) ? next(held.get(key), weighing, value, now) : still.get(key);
                    if (counts != null) {
                        still.put(key, counts);
                        values.merge(weighing.attribute(), counts.value, (a, b) -> a.value() >= b.value() ? a : b);
                    }
                }
                candidates.add(candidate.withAttributes(values));
            }
            images.add(image.withCandidates(candidates));
        }
        held = still;
        still.values().forEach(one -> nextFree = earlier(nextFree, one.freeAt));
        return update.withImages(images);
    }

    private @Nullable Held next(@Nullable Held before, Weighing weighing, @Nullable AttributeValue value, long now) {
        Double until = weighing.until();
        if (value == null || until == null) {
            return null;
        }
        if (value.value() > weighing.above()) {
            return new Held(value, null);
        }
        if (before == null) {
            return null;
        }
        if (value.value() > until) {
            return new Held(before.value, null);
        }
        Long freeAt = before.freeAt;
        if (freeAt == null) {
            return new Held(before.value, now + HOLD + (long) (HOLD * random.nextDouble()));
        }
        return now < freeAt ? before : null;
    }

    private static @Nullable Long earlier(@Nullable Long a, @Nullable Long b) {
        return a == null || (b != null && b < a) ? b : a;
    }

    /** When {@link #over} will give another answer if no other update comes; absent where it will not. */
    @Nullable
    Long nextFree() {
        return nextFree;
    }
}
