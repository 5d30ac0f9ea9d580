package org.peerboot.tracker;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Caller;
import org.peerboot.auth.SignedRequest;
import org.peerboot.auth.Verdict;
import org.peerboot.auth.Verifier;
import org.peerboot.tracker.http.Reply;
import org.peerboot.tracker.http.Request;
import org.peerboot.tracker.http.Service;
import org.peerboot.tracker.http.StatusException;
import org.peerboot.wire.Protocol;

/** From a request to its route, past the door. */
final class Router implements Service {
    private static final Caller NOBODY = new Caller("", -1, false, "none");

    private final Verifier verifier;
    private final boolean anyoneMayRead;
    private final SessionDoor sessions;
    private final Map<String, Map<String, Route>> routes = new HashMap<>();

    Router(Verifier verifier, boolean anyoneMayRead, SessionDoor sessions, Collection<Route> all) {
        this.verifier = verifier;
        this.anyoneMayRead = anyoneMayRead;
        this.sessions = sessions;
        all.forEach(route ->
                routes.computeIfAbsent(route.path(), p -> new HashMap<>()).put(route.method(), route));
    }

    @Override
    public int maxBody(String method, String path) {
        Route route = routes.getOrDefault(path, Map.of()).get(method);
        return route == null ? 0 : route.maxBody();
    }

    @Override
    public Reply answer(Request request) {
        Map<String, Route> methods = routes.get(request.path());
        if (methods == null) {
            throw new StatusException(
                    404, "path \"" + request.path() + "\"", "is not the tracker's", "see the API's description");
        }
        Route route = methods.get(request.method());
        if (route == null) {
            throw new StatusException(
                    405,
                    "path " + request.path(),
                    "does not take " + request.method(),
                    "use " + String.join(" or ", methods.keySet()));
        }
        return route.answer().to(request, enter(route, request));
    }

    private Caller enter(Route route, Request request) {
        boolean shown = request.authorization() != null;
        if (route.door() == Route.Door.OPEN || (route.door() == Route.Door.READER && anyoneMayRead && !shown)) {
            return NOBODY;
        }
        Caller caller = caller(request);
        if (route.door() == Route.Door.ADMIN && !caller.admin()) {
            throw new StatusException(
                    403,
                    "user " + caller.user(),
                    "is no administrator of this tracker",
                    "ask one, or have the name added to admins: in the tracker's configuration");
        }
        return caller;
    }

    private Caller caller(Request request) {
        @Nullable String authorization = request.authorization();
        Verdict verdict =
                verifier.verify(authorization, SignedRequest.of(request.method(), request.target(), request.bytes()));
        if (verdict instanceof Verdict.Accepted accepted) {
            return accepted.caller();
        }
        throw new StatusException(401, ((Verdict.Denied) verdict).reason());
    }

    @Override
    public boolean isSocket(String path) {
        return path.equals(Protocol.SESSION_PATH);
    }

    @Override
    public Accepted accept(Request upgrade) {
        return sessions.accept(caller(upgrade));
    }
}
