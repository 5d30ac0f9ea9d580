package org.peerboot.doctor;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Credentials;
import org.peerboot.config.StrictYaml;
import org.peerboot.peer.PeerConfig;
import org.peerboot.peer.TrackerPlace;
import org.peerboot.wire.Protocol;

/** A node on which a peer runs, or shall. */
public final class NodeCheckup implements Checkup {
    private static final String CONFIG = "etc/peerboot/peer.yaml";
    /** The tracker's package comes with the peer's. */
    private static final String TRACKER = "etc/peerboot/tracker.yaml";
    /** Of a peer that runs, or is started at boot. */
    private static final List<String> TRACES =
            List.of("run/peerboot/peer.sock", "etc/systemd/system/multi-user.target.wants/peerboot-peer.service");

    @Override
    public String role() {
        return "node";
    }

    @Override
    public boolean plays(Host host) {
        return Files.exists(host.file(CONFIG))
                && (!Files.exists(host.file(TRACKER))
                        || TRACES.stream().anyMatch(trace -> Files.exists(host.file(trace), NOFOLLOW_LINKS)));
    }

    @Override
    public List<Check> checks(Host host, @Nullable Path config) {
        return of(host, config != null ? StrictYaml.read(config, PeerConfig.class) : usual(host));
    }

    private static PeerConfig usual(Host host) {
        Path file = host.file(CONFIG);
        return Files.exists(file) ? StrictYaml.read(file, PeerConfig.class) : PeerConfig.defaults();
    }

    private static List<Check> of(Host host, PeerConfig config) {
        String node = config.node() != null ? config.node() : host.name();
        Supplier<Credentials> credentials = () -> Credentials.choose(config.pskFile(), config.mungeSocket());
        URI uri = TrackerPlace.of(config, host.root(), host.environment());
        TrackerAnswers tracker = new HttpTracker(uri, credentials, host.clock());
        Membership membership = new Membership(tracker, node);
        List<Check> checks = new ArrayList<>(List.of(
                new NamesCheck(List.of(node, uri.getHost()), InetAddress::getByName),
                new KeysCheck(config.trustedKeys()),
                new DiskCheck(config.cache(), "cache: in peer.yaml", DiskCheck::free),
                new MemoryCheck(
                        () -> host.text("proc/meminfo"), config.transferMemory().value()),
                new CredentialCheck(credentials),
                new PortCheck(tracker),
                new ClockCheck(tracker),
                new VersionCheck(tracker, host.version(), Protocol.VERSION),
                new SocketCheck(config.socket()),
                new BulkPortCheck(config.address() != null ? config.address() : "localhost", config.port()),
                new NodeCheck(membership),
                new TopologyCheck(membership)));
        List<Check> managers = CommonChecks.workloadManagers(host);
        if (Files.exists(host.slurmConf())) {
            managers.add(
                    new IdentityCheck(node, host.name(), host.commands(), InetAddress::getByName, OwnAddresses::all));
        }
        checks.addAll(managers);
        return checks;
    }
}
