package org.peerboot.tracker;

import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Caller;
import org.peerboot.image.RefusedException;
import org.peerboot.tracker.catalogue.Catalogue;
import org.peerboot.tracker.http.Reply;
import org.peerboot.tracker.http.Request;
import org.peerboot.tracker.http.StatusException;
import org.peerboot.wire.Api;
import org.peerboot.wire.RebootRequest;

/** Rebooting nodes into an image. */
final class RebootRoutes {
    /** A hundred thousand names of ten letters. */
    private static final int MAX_BODY = 2 << 20;

    private final RebootDesk desk;
    private final Catalogue catalogue;
    private final State state;
    private final Loop loop;

    RebootRoutes(RebootDesk desk, Catalogue catalogue, State state, Loop loop) {
        this.desk = desk;
        this.catalogue = catalogue;
        this.state = state;
        this.loop = loop;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", Api.REBOOT, Route.Door.ADMIN, MAX_BODY, this::begin),
                new Route("GET", Api.REBOOTS, Route.Door.READER, 0, this::plans),
                new Route(
                        "POST",
                        Api.REBOOT_STOP,
                        Route.Door.ADMIN,
                        0,
                        (request, caller) -> Reply.of(200, desk.stop(number(request), caller.user()))));
    }

    private Reply begin(Request request, Caller caller) {
        RebootRequest asked = Bodies.json(request, RebootRequest.class);
        @Nullable String image = asked.image();
        @Nullable String where = asked.nodes();
        if (image == null || where == null) {
            throw new RefusedException("RebootRequest", "lacks image or nodes", "give both");
        }
        NavigableSet<String> nodes = loop.ask(() -> NodeChoice.of(state.snapshot, where));
        return Reply.of(
                200,
                desk.begin(
                        Images.find(catalogue.contents(), image),
                        nodes,
                        asked.waves(),
                        asked.maxFailed(),
                        caller.user()));
    }

    private Reply plans(Request request, Caller caller) {
        return Reply.of(
                200,
                request.query().containsKey(Api.PLAN)
                        ? List.of(desk.plans().get(number(request)))
                        : desk.plans().all());
    }

    private static long number(Request request) {
        String text = Bodies.parameter(request, Api.PLAN);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new StatusException(
                    400,
                    "query of " + request.path(),
                    "has a plan that is no number",
                    "see 'peerboot reboot --status'");
        }
    }
}
