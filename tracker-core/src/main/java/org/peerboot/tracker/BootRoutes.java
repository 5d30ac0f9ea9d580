package org.peerboot.tracker;

import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.BootKey;
import org.peerboot.auth.BootVerifier;
import org.peerboot.auth.Caller;
import org.peerboot.cluster.Node;
import org.peerboot.image.Access;
import org.peerboot.image.BootParameters;
import org.peerboot.image.Digest;
import org.peerboot.image.Manifest;
import org.peerboot.plan.PeerState;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.tracker.http.Reply;
import org.peerboot.tracker.http.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stage one of a cold boot: an iPXE script for one node. The firmware cannot prove who it is; the address that it comes
 * from must be the node's, as with a peer's session.
 */
final class BootRoutes {
    static final String PATH = "/boot/ipxe";
    private static final String HOSTNAME = "hostname";
    private static final Logger LOG = LoggerFactory.getLogger(BootRoutes.class);
    /** Two before the origin: a third would make a node that finds all of them dead wait too long. */
    private static final int MOST_SEEDS = 2;

    private static final int RESOLVE_SECONDS = 3;

    private final BootConfig config;
    private final InetAddress host;
    private final int port;
    private final State state;
    private final Loop loop;
    private final NodeAddresses addresses;
    private final BootVerifier.Keys keys;
    private final Clock clock;
    private final SeedWait waits;

    /** @param host where nodes reach the tracker */
    BootRoutes(
            BootConfig config,
            InetAddress host,
            int port,
            State state,
            Loop loop,
            NodeAddresses addresses,
            BootVerifier.Keys keys,
            Clock clock) {
        this.config = config;
        this.host = host;
        this.port = port;
        this.state = state;
        this.loop = loop;
        this.addresses = addresses;
        this.keys = keys;
        this.clock = clock;
        this.waits = new SeedWait(
                config.stageOneFrom() == BootConfig.From.TRUSTED ? config.trustedSeeds() : List.of(),
                config.seedWait());
    }

    List<Route> routes() {
        return List.of(new Route("GET", PATH, Route.Door.OPEN, 0, this::script));
    }

    /** A ROM shows the words of a script, and of an error its number alone: so refusals are scripts, too. */
    private Reply script(Request request, Caller caller) {
        String name = request.query().getOrDefault(HOSTNAME, "").replaceAll("\\..*", "");
        Node node = BootKey.names(name) ? loop.ask(() -> state.snapshot.node(name)) : null;
        if (node == null) {
            return refuse(
                    request,
                    name,
                    "this node calls itself \"" + name + "\", which the cluster does not have;"
                            + " give it its name by DHCP");
        }
        if (!belongs(request.remote(), node)) {
            return refuse(
                    request,
                    name,
                    name + " comes from " + request.remote().getHostAddress() + ", not from "
                            + NodeAddresses.words(node) + "; correct its address in the cluster");
        }
        if (loop.ask(() -> runs(name))) {
            return refuse(
                    request, name, name + " is up, or a job runs there; a key of its boot stage is not for its users");
        }
        long expires = clock.millis() / 1000 + config.keyLife().toSeconds();
        BootKey key = new BootKey(name, expires, keys.of(name, expires));
        String script = loop.ask(() -> script(name, key));
        return script == null
                ? refuse(
                        request,
                        name,
                        name + " has nothing to boot; publish boot.stageOne as a public image with a kernel,"
                                + " and assign one with a kernel to the node")
                : new Reply(200, "text/plain", script);
    }

    /** Whoever is logged in on a node can ask from its address: a key is given only to one where nobody can be. */
    private boolean runs(String node) {
        PeerState peer = state.peers.containsKey(node) ? state.peer(node).state() : null;
        return (peer != null && peer.up()) || !state.snapshot.jobsOn(node).isEmpty();
    }

    private @Nullable String script(String name, BootKey key) {
        CatalogueImage first = config.stageOne() == null ? null : state.contents.find(config.stageOne());
        CatalogueImage assigned = state.contents.boot(name);
        BootParameters boot = first == null || first.access() != Access.PUBLIC
                ? null
                : Manifest.parse(first.manifest().bytes()).boot();
        if (first == null || boot == null || assigned == null) {
            return null;
        }
        String words = "root=peerboot:" + assigned.name() + " peerboot.node=" + name + " peerboot.tracker="
                + url(host.getHostAddress(), port) + " peerboot.key=" + key.line();
        String line = BootScript.line(boot, words);
        String unfit = BootScriptRules.refusal(boot, line);
        if (unfit != null) {
            LOG.warn("boot refused node={} stage-one={} reason=\"{}\"", name, first.name(), unfit);
            return BootScript.refusal("image " + first.name() + ": " + unfit, again(name));
        }
        List<String> sources = sources(first.digest(), name);
        String wait = waits.of(name, sources.size() > 1, clock.millis());
        if (wait != null) {
            LOG.info("boot waits node={} stage-one={} reason=\"{}\"", name, first.name(), wait);
            return BootScript.refusal(wait, again(name));
        }
        state.boots.script(name, clock.millis());
        LOG.info("boot node={} image={} stage-one={} from={}", name, assigned.name(), first.name(), sources);
        return BootScript.of(first.digest(), boot, line, sources, config.timeout(), again(name));
    }

    private List<String> sources(Digest image, String node) {
        Stream<PeerState> seeds = config.stageOneFrom() == BootConfig.From.ORIGIN
                ? Stream.empty()
                : state.peers.values().stream()
                        .map(Peer::state)
                        .filter(seed -> seed.up() && seed.complete().contains(image))
                        .filter(seed -> !seed.node().equals(node))
                        .filter(seed -> config.stageOneFrom() == BootConfig.From.ANY
                                || config.trustedSeeds().contains(seed.node()));
        // Each node begins at another seed.
        List<String> urls =
                new ArrayList<>(seeds.sorted(Comparator.comparing(seed -> (seed.node() + node).hashCode() * 0x9E3779B9))
                        .limit(MOST_SEEDS)
                        .map(seed -> url(seed.address(), seed.port()))
                        .toList());
        urls.add(url(state.origin().address(), state.origin().port()));
        return urls;
    }

    private boolean belongs(InetAddress remote, Node node) {
        CompletableFuture<Boolean> verdict = new CompletableFuture<>();
        addresses.belongs(remote, node, verdict::complete);
        try {
            return verdict.get(RESOLVE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private String again(String node) {
        return url(host.getHostAddress(), port) + PATH + "?" + HOSTNAME + "=" + (BootKey.names(node) ? node : "");
    }

    private Reply refuse(Request request, String node, String words) {
        LOG.warn("boot refused remote={} reason=\"{}\"", request.remote().getHostAddress(), words);
        return new Reply(200, "text/plain", BootScript.refusal(words, again(node)));
    }

    private static String url(String address, int port) {
        return "http://" + (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
