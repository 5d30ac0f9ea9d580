package org.peerboot.tracker.files;

import java.util.List;
import org.peerboot.cluster.file.FileWorkloadManager;
import org.peerboot.config.ConfigKind;
import org.peerboot.config.ConfigKinds;
import org.peerboot.config.StrictYaml;
import org.peerboot.policy.Policy;
import org.peerboot.tracker.TrackerConfig;

/** tracker.yaml, policy.yaml, cluster.yaml. */
public final class TrackerFiles implements ConfigKinds {
    @Override
    public List<ConfigKind> kinds() {
        return List.of(
                ConfigKind.of("tracker", TrackerConfig.class),
                ConfigKind.of("policy", file -> Policy.parse(StrictYaml.text(file), file.toString())),
                ConfigKind.of("cluster", file -> FileWorkloadManager.read(file, 0)));
    }
}
