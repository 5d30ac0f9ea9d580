package org.peerboot.tracker.doctor;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Credentials;
import org.peerboot.config.StrictYaml;
import org.peerboot.doctor.Check;
import org.peerboot.doctor.Checkup;
import org.peerboot.doctor.CommonChecks;
import org.peerboot.doctor.Host;
import org.peerboot.doctor.HttpTracker;
import org.peerboot.doctor.TrackerAnswers;
import org.peerboot.tracker.AuthConfig;
import org.peerboot.tracker.TrackerConfig;

/** The machine of the tracker and the origin. */
public final class TrackerCheckup implements Checkup {
    private static final String CONFIG = "etc/peerboot/tracker.yaml";

    @Override
    public String role() {
        return "tracker";
    }

    @Override
    public boolean plays(Host host) {
        return Files.exists(host.file(CONFIG));
    }

    @Override
    public List<Check> checks(Host host, @Nullable Path config) {
        Path file = config != null ? config : host.file(CONFIG);
        TrackerConfig read = config != null || Files.exists(file)
                ? StrictYaml.read(file, TrackerConfig.class)
                : StrictYaml.parse("{}", "defaults", TrackerConfig.class);
        return of(host, read);
    }

    private static List<Check> of(Host host, TrackerConfig config) {
        AuthConfig auth = config.auth();
        Supplier<Credentials> credentials = () -> Credentials.choose(auth.pskFile(), auth.mungeSocket());
        TrackerAnswers tracker = new HttpTracker(uri(config), credentials, host.clock());
        ClusterAnswer cluster = new ClusterAnswer(tracker);
        List<Check> checks = new ArrayList<>(List.of(
                CommonChecks.keys(config.trustedKeys()),
                new PolicyCheck(config.policy()),
                CommonChecks.disk(config.stateDirectory(), "stateDirectory: in tracker.yaml"),
                CommonChecks.disk(config.origin().cache(), "origin: {cache: ...} in tracker.yaml"),
                CommonChecks.credential(credentials),
                CommonChecks.answers(tracker),
                new ManagerCheck(cluster),
                new LeavesCheck(cluster),
                new PeersCheck(cluster)));
        checks.addAll(CommonChecks.workloadManagers(host));
        return checks;
    }

    /** Where the tracker listens, as this machine reaches it. */
    private static URI uri(TrackerConfig config) {
        String address =
                config.address().equals("0.0.0.0") || config.address().equals("::") ? "localhost" : config.address();
        return URI.create("http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + config.port());
    }
}
