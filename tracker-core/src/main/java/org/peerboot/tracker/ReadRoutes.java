package org.peerboot.tracker;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Caller;
import org.peerboot.image.Digest;
import org.peerboot.plan.Capabilities;
import org.peerboot.plan.ClusterView;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.tracker.http.Reply;
import org.peerboot.tracker.http.Request;
import org.peerboot.tracker.http.StatusException;
import org.peerboot.wire.Api;
import org.peerboot.wire.Explanation;
import org.peerboot.wire.Health;
import org.peerboot.wire.PolicyText;
import org.peerboot.wire.Protocol;

/** What can be asked without changing anything. */
final class ReadRoutes {
    /** Explanations and status show no capability. */
    private static final Capabilities NONE = (source, image, destination) -> "";

    private final State state;
    private final StatusMaker status;
    private final PolicyFile policy;
    private final Loop loop;
    private final Clock clock;
    private final String version;

    ReadRoutes(State state, Updates updates, PolicyFile policy, Loop loop, Clock clock, String version) {
        this.state = state;
        this.status = new StatusMaker(state, updates);
        this.policy = policy;
        this.loop = loop;
        this.clock = clock;
        this.version = version;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", Api.HEALTH, Route.Door.OPEN, 0, this::health),
                new Route("GET", Api.STATUS, Route.Door.READER, 0, this::status),
                new Route("GET", Api.EXPLAIN, Route.Door.READER, 0, this::explain),
                new Route("GET", Api.POLICY, Route.Door.READER, 0, this::policy));
    }

    private Reply health(Request request, Caller caller) {
        return Reply.of(200, new Health(true, version, Protocol.VERSION, clock.millis()));
    }

    private Reply status(Request request, Caller caller) {
        @Nullable String image = request.query().get(Api.IMAGE);
        @Nullable String nodes = request.query().get(Api.NODES);
        return Reply.of(200, loop.ask(() -> {
            long now = clock.millis();
            ClusterView view = state.view(NONE, now);
            Digest one =
                    image == null ? null : Images.find(state.contents, image).digest();
            Set<String> some = nodes == null ? null : NodeChoice.of(view.snapshot(), nodes);
            return status.status(view.snapshot(), status.images(one), some, now);
        }));
    }

    private Reply explain(Request request, Caller caller) {
        String source = Bodies.parameter(request, Api.SOURCE);
        String destination = Bodies.parameter(request, Api.DESTINATION);
        @Nullable String image = request.query().get(Api.IMAGE);
        Explanation explanation = loop.ask(() -> {
            long now = clock.millis();
            ClusterView view = state.view(NONE, now);
            known(view, source);
            known(view, destination);
            CatalogueImage one = image == null ? null : Images.find(state.contents, image);
            return state.planner.explain(
                    view,
                    source,
                    destination,
                    one == null ? null : one.digest().toString(),
                    one == null ? Double.POSITIVE_INFINITY : state.transfers.secondsNeeded(one, destination, now));
        });
        return Reply.of(200, explanation);
    }

    private static void known(ClusterView view, String node) {
        if (!node.equals(view.originNode()) && view.snapshot().node(node) == null) {
            throw new StatusException(
                    404,
                    "node " + node,
                    "is not in " + view.snapshot().source(),
                    "check the spelling, or add it to the cluster");
        }
    }

    private Reply policy(Request request, Caller caller) {
        PolicyFile.Read read = policy.inForce();
        return Reply.of(200, loop.ask(() -> new PolicyText(read.source(), read.text(), state.policyWarning)));
    }
}
