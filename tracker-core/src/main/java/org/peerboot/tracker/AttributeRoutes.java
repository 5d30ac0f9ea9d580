package org.peerboot.tracker;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Caller;
import org.peerboot.plan.Capabilities;
import org.peerboot.plan.ClusterView;
import org.peerboot.tracker.http.Reply;
import org.peerboot.tracker.http.Request;
import org.peerboot.tracker.http.StatusException;
import org.peerboot.wire.Api;
import org.peerboot.wire.AttributeTable;

/** The resource attributes as peers are told them. */
final class AttributeRoutes {
    private static final Capabilities NONE = (source, image, destination) -> "";

    private final State state;
    private final Loop loop;
    private final Clock clock;

    AttributeRoutes(State state, Loop loop, Clock clock) {
        this.state = state;
        this.loop = loop;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(new Route("GET", Api.ATTRIBUTES, Route.Door.READER, 0, this::attributes));
    }

    private Reply attributes(Request request, Caller caller) {
        @Nullable String nodes = request.query().get(Api.NODES);
        @Nullable String leaf = request.query().get(Api.SWITCH);
        return Reply.of(200, loop.ask(() -> {
            long now = clock.millis();
            ClusterView view = state.view(NONE, now);
            Set<String> someNodes = nodes == null && leaf != null ? Set.of() : nodes(view, nodes);
            Set<String> someSwitches = leaf == null && nodes != null ? Set.of() : switches(view, leaf);
            return new AttributeTable(now, state.planner.attributes(view, someNodes, someSwitches));
        }));
    }

    private static Set<String> nodes(ClusterView view, @Nullable String named) {
        if (named == null) {
            Set<String> all = new LinkedHashSet<>(view.snapshot().nodes().keySet());
            all.add(view.originNode());
            return all;
        }
        return named.equals(view.originNode()) ? Set.of(named) : NodeChoice.of(view.snapshot(), named);
    }

    private static Set<String> switches(ClusterView view, @Nullable String named) {
        Set<String> all = view.snapshot().switches().keySet();
        if (named == null) {
            return all;
        }
        if (!all.contains(named)) {
            throw new StatusException(
                    404, "switch " + named, "is not in " + view.snapshot().source(), few(all));
        }
        return Set.of(named);
    }

    private static String few(Set<String> all) {
        return all.isEmpty()
                ? "there are none"
                : "use one of " + all.stream().limit(10).collect(Collectors.joining(", "));
    }
}
