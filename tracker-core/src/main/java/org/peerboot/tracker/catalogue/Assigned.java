package org.peerboot.tracker.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The nodes that shall hold one image. Immutable.
 *
 * @param turns by node when the image was assigned to it: a number that grows with every assignment of any image
 * @param paused those of them whose fetching rests
 */
public record Assigned(NavigableMap<String, Long> turns, NavigableSet<String> paused) {
    static final Assigned NOBODY = new Assigned(Collections.emptyNavigableMap(), Collections.emptyNavigableSet());

    public Assigned {
        turns = Collections.unmodifiableNavigableMap(new TreeMap<>(turns));
        paused = Collections.unmodifiableNavigableSet(new TreeSet<>(paused));
    }

    public NavigableSet<String> nodes() {
        return turns.navigableKeySet();
    }

    Assigned with(Collection<String> more, long turn) {
        NavigableMap<String, Long> all = new TreeMap<>(turns);
        more.forEach(node -> all.put(node, turn));
        return new Assigned(all, paused);
    }

    Assigned without(Collection<String> less) {
        NavigableMap<String, Long> rest = new TreeMap<>(turns);
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
            } else if (turns.containsKey(node)) {
                resting.add(node);
            }
        }
        return new Assigned(turns, resting);
    }
}
