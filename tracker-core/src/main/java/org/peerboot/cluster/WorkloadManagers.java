package org.peerboot.cluster;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.peerboot.image.RefusedException;

/** The kinds of workload manager that are installed. */
public final class WorkloadManagers {
    private WorkloadManagers() {}

    /**
     * @param kind such as {@code file}
     * @param place of the settings, for errors
     * @throws RefusedException if the kind is not installed or a setting is wrong
     */
    public static WorkloadManager create(String kind, Map<String, String> settings, String place) {
        Map<String, WorkloadManagerFactory> kinds = new TreeMap<>();
        for (WorkloadManagerFactory factory : ServiceLoader.load(WorkloadManagerFactory.class)) {
            kinds.put(factory.kind(), factory);
        }
        WorkloadManagerFactory factory = kinds.get(kind);
        if (factory == null) {
            throw new RefusedException(
                    place + ", workload manager \"" + kind + "\"",
                    "is not installed",
                    "name one of " + String.join(", ", kinds.keySet()) + ", or install the package for it");
        }
        return factory.create(settings, place);
    }
}
