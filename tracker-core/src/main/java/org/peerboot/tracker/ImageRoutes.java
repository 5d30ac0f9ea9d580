package org.peerboot.tracker;

import java.time.Clock;
import java.util.List;
import org.peerboot.auth.Caller;
import org.peerboot.image.Digest;
import org.peerboot.image.Manifest;
import org.peerboot.image.SignedManifest;
import org.peerboot.image.TrustedKeys;
import org.peerboot.store.CachedImage;
import org.peerboot.tracker.catalogue.Blob;
import org.peerboot.tracker.catalogue.Catalogue;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.tracker.http.Reply;
import org.peerboot.tracker.http.Request;
import org.peerboot.tracker.http.StatusException;
import org.peerboot.wire.Api;
import org.peerboot.wire.ImageInfo;
import org.peerboot.wire.PublishReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishing, listing and removing images. */
final class ImageRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ImageRoutes.class);
    /** A manifest of 16 MiB in base64, and its signature. */
    private static final int MAX_MANIFEST = (int) (Manifest.MAX_BYTES * 4L / 3) + 4096;

    private final Catalogue catalogue;
    private final OriginImages origin;
    private final TrustedKeys keys;
    private final State state;
    private final Loop loop;
    private final Clock clock;
    private final SessionDoor peers;
    private final Runnable originChanged;

    ImageRoutes(
            Catalogue catalogue,
            OriginImages origin,
            TrustedKeys keys,
            State state,
            Loop loop,
            Clock clock,
            SessionDoor peers,
            Runnable originChanged) {
        this.catalogue = catalogue;
        this.origin = origin;
        this.keys = keys;
        this.state = state;
        this.loop = loop;
        this.clock = clock;
        this.peers = peers;
        this.originChanged = originChanged;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", Api.IMAGES, Route.Door.READER, 0, this::list),
                new Route("POST", Api.IMAGES, Route.Door.KNOWN, MAX_MANIFEST, this::publish),
                new Route("DELETE", Api.IMAGES, Route.Door.KNOWN, 0, this::remove),
                new Route("PUT", Api.BYTES, Route.Door.KNOWN, Api.MAX_BYTES, this::bytes),
                new Route("GET", Api.MANIFEST, Route.Door.READER, 0, this::manifest));
    }

    private Reply list(Request request, Caller caller) {
        boolean peer = peers.isPeer(caller);
        return Reply.of(
                200,
                loop.ask(() -> state.contents.images().values().stream()
                        .filter(image -> image.owner().isEmpty() || Images.mayRead(caller, peer, image))
                        .map(image -> ImageInfos.of(image, state))
                        .toList()));
    }

    private Reply publish(Request request, Caller caller) {
        SignedManifest signed = Bodies.json(request, SignedManifest.class);
        Manifest manifest = signed.verify(keys);
        String name = manifest.name().toString();
        String owner = manifest.name().owner() == null ? "" : manifest.name().owner();
        Images.mayChange(caller, name, owner);
        if (!caller.admin() && manifest.publisher().uid() != caller.uid()) {
            throw new StatusException(
                    403,
                    "image " + name,
                    "names uid " + manifest.publisher().uid() + " as its publisher, not " + caller.uid(),
                    "publish it as yourself");
        }
        Digest before = catalogue.contents().names().get(name);
        CachedImage image = origin.begin(signed);
        CatalogueImage entry = new CatalogueImage(
                manifest.digest(),
                name,
                manifest.access(),
                manifest.size(),
                (int) manifest.entries().stream().filter(e -> e.isFile()).count(),
                new Blob(signed.manifest()),
                signed.keyId(),
                new Blob(signed.signature()),
                caller.user(),
                clock.millis(),
                manifest.boot() != null);
        if (!manifest.digest().equals(before)) {
            catalogue.publish(entry);
            LOG.info(
                    "published image={} digest={} user={} bytes={} was={}",
                    name,
                    manifest.digest().brief(),
                    caller.user(),
                    manifest.size(),
                    before == null ? "nothing" : before.brief());
        }
        return reply(201, manifest.digest(), image);
    }

    private Reply bytes(Request request, Caller caller) {
        CatalogueImage entry = Images.find(catalogue.contents(), Bodies.parameter(request, Api.IMAGE));
        Images.mayChange(caller, entry.name(), entry.owner());
        long offset;
        try {
            offset = Long.parseLong(Bodies.parameter(request, Api.OFFSET));
        } catch (NumberFormatException e) {
            throw new StatusException(
                    400, "query of " + request.path(), "has an offset that is no number", "give a piece's first byte");
        }
        CachedImage image = cached(entry);
        origin.put(image, offset, request.body());
        return reply(200, entry.digest(), image);
    }

    /** The catalogue survives a cache that was lost: publishing goes on from nothing. */
    private CachedImage cached(CatalogueImage entry) {
        CachedImage image = origin.find(entry.digest());
        return image != null
                ? image
                : origin.begin(new SignedManifest(
                        entry.manifest().bytes(),
                        entry.keyId(),
                        entry.signature().bytes()));
    }

    private Reply reply(int status, Digest digest, CachedImage image) {
        originChanged.run();
        long received = OriginImages.received(image);
        return Reply.of(
                status,
                new PublishReply(
                        loop.ask(() -> ImageInfos.of(Images.find(state.contents, digest.toString()), state)),
                        received));
    }

    private Reply manifest(Request request, Caller caller) {
        CatalogueImage image = Images.find(catalogue.contents(), Bodies.parameter(request, Api.IMAGE));
        if (!Images.mayRead(caller, peers.isPeer(caller), image)) {
            throw new StatusException(
                    403, "image " + image.name(), "is not yours to read", "ask its owner or an administrator");
        }
        return Reply.of(
                200,
                new SignedManifest(
                        image.manifest().bytes(),
                        image.keyId(),
                        image.signature().bytes()));
    }

    private Reply remove(Request request, Caller caller) {
        CatalogueImage image = Images.find(catalogue.contents(), Bodies.parameter(request, Api.IMAGE));
        Images.mayChange(caller, image.name(), image.owner());
        int assigned = catalogue.contents().assigned(image.digest()).nodes().size();
        if (assigned > 0 && !"true".equals(request.query().get(Api.FORCE))) {
            throw new StatusException(
                    409,
                    "image " + image.name(),
                    "is assigned to " + assigned + " nodes",
                    "run 'peerboot unassign " + image.name() + " all' first");
        }
        ImageInfo info = loop.ask(() -> ImageInfos.of(image, state));
        catalogue.remove(image.digest());
        origin.remove(image.digest());
        originChanged.run();
        LOG.info(
                "removed image={} digest={} user={}",
                image.name(),
                image.digest().brief(),
                caller.user());
        return Reply.of(200, info);
    }
}
