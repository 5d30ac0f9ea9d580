package org.peerboot.tracker.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peerboot.cluster.HostList;
import org.peerboot.doctor.Check;
import org.peerboot.doctor.Finding;
import org.peerboot.doctor.Releases;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.ClusterStatus;

/** Whether peers are there, and of a release that goes with the tracker's. */
record PeersCheck(ClusterAnswer cluster) implements Check {
    @Override
    public String name() {
        return "peers";
    }

    @Override
    public Finding look() {
        String release = cluster.version();
        Map<String, List<String>> others = new TreeMap<>();
        Map<String, List<String>> tooOld = new TreeMap<>();
        List<String> away = new ArrayList<>();
        List<ClusterStatus.Node> nodes = cluster.status().nodes();
        for (ClusterStatus.Node node : nodes) {
            String version = node.version();
            if (!node.peer().equals("up")) {
                away.add(node.node());
            } else if (version != null && !version.equals(release)) {
                (Releases.behind(version, release) > 1 ? tooOld : others)
                        .computeIfAbsent(version, v -> new ArrayList<>())
                        .add(node.node());
            }
        }
        if (!tooOld.isEmpty()) {
            throw new RefusedException(
                    "peers " + words(tooOld),
                    "are more than one release older than the tracker's " + release,
                    "update peerboot-peer there, and in the images that those nodes boot");
        }
        if (!others.isEmpty()) {
            return Finding.warning(
                    this,
                    words(others) + "; the tracker is " + release,
                    "update the tracker first, then the nodes and the images that they boot");
        }
        if (!away.isEmpty()) {
            return Finding.warning(
                    this,
                    HostList.fold(away) + " (" + away.size() + " of " + nodes.size() + " nodes): no peer",
                    "run 'peerboot doctor' there, or 'systemctl enable --now peerboot-peer'");
        }
        return Finding.good(this, "all " + nodes.size() + " are up and " + release);
    }

    private static String words(Map<String, List<String>> byVersion) {
        List<String> words = new ArrayList<>();
        byVersion.forEach((version, nodes) -> words.add(version + " on " + HostList.fold(nodes)));
        return String.join(", ", words);
    }
}
