package org.peerboot.tracker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Caller;
import org.peerboot.cluster.HostList;
import org.peerboot.image.Digest;
import org.peerboot.image.RefusedException;
import org.peerboot.tracker.catalogue.Catalogue;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.tracker.http.Reply;
import org.peerboot.tracker.http.Request;
import org.peerboot.wire.Api;
import org.peerboot.wire.AssignmentReply;
import org.peerboot.wire.AssignmentRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which nodes shall hold which image, and where fetching rests. */
final class AssignmentRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(AssignmentRoutes.class);
    /** A hundred thousand names of ten letters. */
    private static final int MAX_BODY = 2 << 20;

    private final Catalogue catalogue;
    private final State state;
    private final Loop loop;

    AssignmentRoutes(Catalogue catalogue, State state, Loop loop) {
        this.catalogue = catalogue;
        this.state = state;
        this.loop = loop;
    }

    List<Route> routes() {
        return List.of(
                route(Api.ASSIGN, false, (image, nodes) -> {
                    catalogue.assign(image, nodes);
                    return nodes;
                }),
                route(Api.UNASSIGN, true, (image, nodes) -> {
                    nodes.retainAll(assigned(image));
                    catalogue.unassign(image, nodes);
                    return nodes;
                }),
                route(Api.CANCEL, true, (image, nodes) -> {
                    nodes.retainAll(assigned(image));
                    nodes.removeAll(complete(image, nodes));
                    catalogue.unassign(image, nodes);
                    return nodes;
                }),
                route(Api.PAUSE, true, (image, nodes) -> paused(image, nodes, true)),
                route(Api.RESUME, true, (image, nodes) -> paused(image, nodes, false)));
    }

    private interface Act {
        /** @return the nodes for which it was done */
        Set<String> on(Digest image, NavigableSet<String> nodes);
    }

    private Route route(String path, boolean existing, Act act) {
        return new Route(
                "POST", path, Route.Door.ADMIN, MAX_BODY, (request, caller) -> answer(request, caller, existing, act));
    }

    private Reply answer(Request request, Caller caller, boolean existing, Act act) {
        AssignmentRequest asked = Bodies.json(request, AssignmentRequest.class);
        @Nullable String wanted = asked.image();
        @Nullable String where = asked.nodes();
        if (wanted == null || where == null) {
            throw new RefusedException("AssignmentRequest", "lacks image or nodes", "give both");
        }
        CatalogueImage image = Images.find(catalogue.contents(), wanted);
        NavigableSet<String> nodes = existing && where.strip().equals("all")
                ? new TreeSet<>(assigned(image.digest()))
                : nodes(image.digest(), where, existing);
        Collection<String> done = act.on(image.digest(), nodes);
        String folded = HostList.fold(new ArrayList<>(done));
        LOG.info(
                "{} image={} digest={} user={} count={} nodes={}",
                request.path().substring(request.path().lastIndexOf('/') + 1),
                image.name(),
                image.digest().brief(),
                caller.user(),
                done.size(),
                folded);
        return Reply.of(200, new AssignmentReply(image.name(), image.digest(), folded, done.size()));
    }

    /** A node that has left the cluster can be unassigned by its name. */
    private NavigableSet<String> nodes(Digest image, String where, boolean existing) {
        if (existing && !where.contains("=")) {
            NavigableSet<String> named = new TreeSet<>(HostList.parse(where));
            if (assigned(image).containsAll(named)) {
                return named;
            }
        }
        return loop.ask(() -> NodeChoice.of(state.snapshot, where));
    }

    private Set<String> assigned(Digest image) {
        return catalogue.contents().assigned(image).nodes();
    }

    private Set<String> complete(Digest image, Collection<String> nodes) {
        return loop.ask(() -> {
            Set<String> complete = new TreeSet<>();
            for (String node : nodes) {
                Peer peer = state.peers.get(node);
                if (peer != null && peer.state().complete().contains(image)) {
                    complete.add(node);
                }
            }
            return complete;
        });
    }

    private Set<String> paused(Digest image, NavigableSet<String> nodes, boolean rest) {
        nodes.retainAll(assigned(image));
        catalogue.pause(image, nodes, rest);
        return nodes;
    }
}
