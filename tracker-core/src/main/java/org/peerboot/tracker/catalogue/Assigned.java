package org.peerboot.tracker.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The nodes that shall hold one image. Immutable.
 *
 * @param paused those of them whose fetching rests
 */
public record Assigned(NavigableSet<String> nodes, NavigableSet<String> paused) {
    static final Assigned NOBODY = new Assigned(Collections.emptyNavigableSet(), Collections.emptyNavigableSet());

    public Assigned {
        nodes = Collections.unmodifiableNavigableSet(new TreeSet<>(nodes));
        paused = Collections.unmodifiableNavigableSet(new TreeSet<>(paused));
    }

    Assigned with(Collection<String> more) {
        NavigableSet<String> all = new TreeSet<>(nodes);
        all.addAll(more);
        return new Assigned(all, paused);
    }

    Assigned without(Collection<String> less) {
        NavigableSet<String> rest = new TreeSet<>(nodes);
        NavigableSet<String> resting = new TreeSet<>(paused);
        less.forEach(rest::remove);
        less.forEach(resting::remove);
        return new Assigned(rest, resting);
    }

    Assigned paused(Collection<String> some, boolean rest) {
        NavigableSet<String> resting = new TreeSet<>(paused);
        for (String node : some) {
            if (!rest) {
                resting.remove(node);
            } else if (nodes.contains(node)) {
                resting.add(node);
            }
        }
        return new Assigned(nodes, resting);
    }
}
