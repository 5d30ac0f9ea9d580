package org.peerboot.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.HostList;
import org.peerboot.image.Digest;
import org.peerboot.image.RefusedException;
import org.peerboot.tracker.catalogue.Catalogue;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.wire.Choose;
import org.peerboot.wire.Denied;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes choose what they boot, each among the images that an administrator assigned to it: what is chosen counts as
 * assigned last. A job on a thousand nodes has all of them choose at once, and each write waits for the disk: so those
 * that come while one is written are written together.
 */
final class Choices {
    private static final Logger LOG = LoggerFactory.getLogger(Choices.class);

    private record Chosen(String node, Digest image) {}

    private final State state;
    private final Catalogue catalogue;
    private final Executor disk;
    /** Guarded by itself; a node is in it once. */
    private final List<Chosen> waiting = new ArrayList<>();

    /** @param disk where it may be waited for */
    Choices(State state, Catalogue catalogue, Executor disk) {
        this.state = state;
        this.catalogue = catalogue;
        this.disk = disk;
    }

    /** On the loop's thread. */
    void choose(Session session, String node, Choose choose) {
        CatalogueImage image = find(choose.image());
        if (image == null) {
            deny(session, choose, "is not published; see 'peerboot images'");
        } else if (!state.contents.assigned(image.digest()).nodes().contains(node)) {
            deny(session, choose, "is not assigned to " + node + "; say 'peerboot assign' first");
        } else if (!image.boots()) {
            deny(session, choose, "has no kernel; publish it with --kernel");
        } else {
            write(new Chosen(node, image.digest()));
        }
    }

    private void write(Chosen chosen) {
        CatalogueImage now = state.contents.boot(chosen.node);
        if (now != null && now.digest().equals(chosen.image)) {
            return;
        }
        boolean first;
        synchronized (waiting) {
            first = waiting.isEmpty();
            waiting.removeIf(other -> other.node.equals(chosen.node));
            waiting.add(chosen);
        }
        if (first) {
            disk.execute(this::writeAll);
        }
    }

    private void writeAll() {
        List<Chosen> all;
        synchronized (waiting) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        Map<Digest, List<String>> nodes = all.stream()
                .collect(Collectors.groupingBy(
                        Chosen::image, Collectors.mapping(Chosen::node, Collectors.toCollection(ArrayList::new))));
        nodes.forEach((image, some) -> {
            LOG.info("chosen digest={} count={} nodes={}", image.brief(), some.size(), HostList.fold(some));
            try {
                catalogue.assign(image, some);
            } catch (RefusedException e) {
                LOG.warn("not chosen digest={}: {}", image.brief(), e.getMessage());
            }
        });
    }

    private @Nullable CatalogueImage find(String image) {
        try {
            return state.contents.find(image);
        } catch (RefusedException malformed) {
            return null;
        }
    }

    private static void deny(Session session, Choose choose, String why) {
        session.send(new Denied(choose.image(), "image \"" + choose.image() + "\": " + why, Choose.USER));
    }
}
