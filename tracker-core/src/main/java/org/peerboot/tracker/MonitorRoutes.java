package org.peerboot.tracker;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.peerboot.auth.Caller;
import org.peerboot.store.ImageCache;
import org.peerboot.tracker.http.Reply;
import org.peerboot.tracker.http.Request;
import org.peerboot.tracker.http.StatusException;
import org.peerboot.tracker.metrics.Exposition;
import org.peerboot.tracker.metrics.Family;
import org.peerboot.tracker.metrics.Labelled;
import org.peerboot.wire.Health;
import org.peerboot.wire.Protocol;

/** What a site's monitoring asks. It cannot prove who it is, and learns nothing but sums. */
final class MonitorRoutes {
    private final State state;
    private final Figures figures;
    private final Loop loop;
    private final ImageCache cache;
    private final OriginConfig origin;
    private final Refusals refusals;
    private final Clock clock;
    private final String version;

    MonitorRoutes(
            State state,
            Figures figures,
            Loop loop,
            ImageCache cache,
            OriginConfig origin,
            Refusals refusals,
            Clock clock,
            String version) {
        this.state = state;
        this.figures = figures;
        this.loop = loop;
        this.cache = cache;
        this.origin = origin;
        this.refusals = refusals;
        this.clock = clock;
        this.version = version;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/metrics", Route.Door.OPEN, 0, this::metrics),
                new Route("GET", "/healthz", Route.Door.OPEN, 0, this::healthy),
                new Route("GET", "/readyz", Route.Door.OPEN, 0, this::ready));
    }

    private Reply metrics(Request request, Caller caller) {
        List<Family> families = new ArrayList<>(loop.ask(figures::families));
        families.add(Labelled.counter(
                "peerboot_requests_refused_total",
                "Requests answered with 400 or above, by status.",
                "status",
                refusals.counts()));
        families.add(Family.gauge(
                "peerboot_origin_images",
                "Images in the origin's cache, in part or whole.",
                cache.images().size()));
        families.add(
                Family.gauge("peerboot_origin_cache_bytes", "What they take, or will once whole.", cache.reserved()));
        families.add(Family.gauge(
                "peerboot_origin_cache_quota_bytes",
                "What they may take together.",
                origin.quota().value()));
        families.add(Family.gauge(
                "peerboot_origin_disk_free_bytes",
                "Room on the disk of the origin's cache.",
                origin.cache().toFile().getUsableSpace()));
        families.add(Labelled.gauge("peerboot_build_info", "Always 1.", "version", Map.of(version, 1)));
        return new Reply(200, Exposition.CONTENT_TYPE, Exposition.of(families));
    }

    /** That the state's thread answers. */
    private Reply healthy(Request request, Caller caller) {
        return Reply.of(200, loop.ask(() -> new Health(heard(), version, Protocol.VERSION, clock.millis())));
    }

    private Reply ready(Request request, Caller caller) {
        if (!loop.ask(this::heard)) {
            throw new StatusException(
                    503, "tracker", "has not heard of any node yet", "see the warning in 'peerboot status'");
        }
        return healthy(request, caller);
    }

    private boolean heard() {
        return state.snapshot.timeMillis() > 0;
    }
}
