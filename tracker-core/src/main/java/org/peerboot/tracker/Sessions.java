package org.peerboot.tracker;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.Node;
import org.peerboot.image.Digest;
import org.peerboot.wire.BootNews;
import org.peerboot.wire.Choose;
import org.peerboot.wire.Hello;
import org.peerboot.wire.JobEvent;
import org.peerboot.wire.PeerMessage;
import org.peerboot.wire.PeerReport;
import org.peerboot.wire.Protocol;
import org.peerboot.wire.SegmentRestart;
import org.peerboot.wire.Want;
import org.peerboot.wire.Welcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Peers' sessions: who is who, and what each says. On the loop's thread. */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Duration HELLO = Duration.ofSeconds(5);
    /** A peer that lost its connection is back within this, or it is down; meanwhile it may well be serving. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final int MOST_EARLY = 16;
    private static final int MOST_RESTARTS = 256;

    private final State state;
    private final Updates updates;
    private final Loop loop;
    private final Clock clock;
    private final Function<String, byte[]> keys;
    private final NodeAddresses addresses;
    private final Wishes wishes;
    private final Choices choices;
    private final String version;
    private final Map<Session, String> nodes = new HashMap<>();
    private long refused;
    /** What a peer said after its hello while its address was being looked up. */
    private final Map<Session, List<PeerMessage>> early = new HashMap<>();

    Sessions(
            State state,
            Updates updates,
            Loop loop,
            Clock clock,
            Function<String, byte[]> keys,
            NodeAddresses addresses,
            Choices choices,
            String version) {
        this.state = state;
        this.updates = updates;
        this.loop = loop;
        this.clock = clock;
        this.keys = keys;
        this.addresses = addresses;
        this.wishes = new Wishes(state, updates);
        this.choices = choices;
        this.version = version;
    }

    void opened(PeerSession session) {
        nodes.put(session, "");
        loop.later(HELLO, () -> {
            if ("".equals(nodes.get(session))) {
                session.close("session: no hello within " + HELLO.toSeconds() + " s; send one first");
            }
        });
    }

    void message(PeerSession session, PeerMessage message) {
        String node = nodes.get(session);
        if (node == null) {
            return;
        }
        List<PeerMessage> waiting = early.get(session);
        if (message instanceof Hello hello) {
            early.putIfAbsent(session, new ArrayList<>());
            hello(session, node, hello);
        } else if (node.isEmpty() && waiting != null && waiting.size() < MOST_EARLY) {
            waiting.add(message);
        } else if (node.isEmpty()) {
            session.close("session: no hello before other messages; send one first");
        } else if (message instanceof PeerReport report) {
            report(node, report);
        } else if (message instanceof JobEvent event) {
            job(node, event);
        } else if (message instanceof Want want) {
            wishes.want(session, node, want);
        } else if (message instanceof Choose choose) {
            choices.choose(session, node, choose);
        } else if (message instanceof BootNews news) {
            state.boots.news(node, news, clock.millis());
        }
    }

    private void hello(PeerSession session, String known, Hello hello) {
        String refusal = !known.isEmpty() && !known.equals(hello.node())
                ? hello.node() + ": this session is " + known + "'s; open another"
                : refusal(hello);
        Node node = state.snapshot.node(hello.node());
        if (refusal != null || node == null) {
            refuse(session, hello, String.valueOf(refusal));
            return;
        }
        InetAddress remote = session.remote();
        addresses.belongs(
                remote,
                node,
                belongs -> loop.post(() -> {
                    if (!nodes.containsKey(session)) {
                        return;
                    }
                    if (belongs) {
                        admit(session, node, hello);
                    } else {
                        refuse(
                                session,
                                hello,
                                hello.node() + ": comes from " + remote.getHostAddress() + ", not from "
                                        + NodeAddresses.words(node) + "; correct its address in the cluster");
                    }
                }));
    }

    private @Nullable String refusal(Hello hello) {
        if (hello.protocol() > Protocol.VERSION) {
            return "protocol " + hello.protocol() + ": is newer than the tracker's; update the tracker first";
        }
        if (hello.node().equals(state.originNode)) {
            return hello.node() + ": is the origin's name; rename one of them";
        }
        if (state.snapshot.node(hello.node()) == null) {
            return hello.node() + ": is not in " + state.snapshot.source() + "; add it there";
        }
        if (hello.bulkPort() < 1 || hello.bulkPort() > 65535) {
            return hello.node() + ": its bulk port is " + hello.bulkPort() + "; choose one from 1 to 65535";
        }
        return null;
    }

    /** Hellos that were not let in. */
    long refused() {
        return refused;
    }

    private void refuse(PeerSession session, Hello hello, String reason) {
        refused++;
        LOG.warn(
                "session refused node={} remote={} reason=\"{}\"",
                hello.node(),
                session.remote().getHostAddress(),
                reason);
        session.close(reason);
    }

    private void admit(PeerSession session, Node node, Hello hello) {
        Peer peer = state.peer(node.name());
        Session before = peer.session;
        peer.session = session;
        nodes.put(session, node.name());
        if (before != null && before != session) {
            nodes.remove(before);
            before.close(node.name() + ": another session of this node took over; run one peer a node");
            LOG.info("session replaced node={}", node.name());
        }
        String address = node.address() == null ? session.remote().getHostAddress() : node.address();
        Set<Digest> held = hello.held().stream().limit(Peer.MAX_IMAGES).collect(Collectors.toUnmodifiableSet());
        peer.hello(address, held, hello, clock.millis());
        state.boots.hello(node.name(), hello);
        state.peersChanged();
        String key = Base64.getEncoder().encodeToString(keys.apply(node.name()));
        session.send(new Welcome(Protocol.VERSION, version, key));
        updates.owe(node.name());
        List<PeerMessage> waited = early.remove(session);
        if (waited != null) {
            waited.forEach(message -> message(session, message));
        }
        LOG.info(
                "peer up node={} address={} port={} version={} held={}",
                node.name(),
                address,
                hello.bulkPort(),
                hello.version(),
                held.size());
    }

    private void report(String node, PeerReport report) {
        long now = clock.millis();
        state.transfers.report(
                node,
                report,
                state.sizes(),
                (source, destination, bytes) -> state.moved(source, destination, bytes, now),
                now);
        report.restarts().stream()
                .limit(MOST_RESTARTS)
                .filter(SegmentRestart::lostItsSource)
                .forEach(restart -> state.lost(restart.from(), node, now));
        boolean news = state.peer(node).report(report);
        if (news) {
            state.peersChanged();
        }
        if (state.measurements.network(node, report.network(), "peer", now) || news) {
            updates.changed();
        }
    }

    private void job(String node, JobEvent event) {
        boolean news = event.begins()
                ? state.hints.begins(node, event.job(), clock.millis())
                : state.hints.ends(node, event.job(), clock.millis());
        if (news) {
            LOG.info("job={} node={} {}", event.job(), node, event.begins() ? "begins" : "ends");
            state.hintsChanged();
            updates.changed();
        }
    }

    void gone(Session session) {
        early.remove(session);
        String node = nodes.remove(session);
        Peer peer = node == null || node.isEmpty() ? null : state.peers.get(node);
        if (peer == null || peer.session != session) {
            return;
        }
        peer.session = null;
        updates.forget(peer.node);
        loop.later(GRACE, () -> {
            if (peer.session == null && peer.up(false)) {
                LOG.info("peer down node={}", peer.node);
                state.wantNothing(peer.node);
                state.peersChanged();
                updates.changed();
            }
        });
    }
}
