package org.peerboot.cluster;

import java.util.Map;

/** How one kind of workload manager is made; found through {@link java.util.ServiceLoader}. */
public interface WorkloadManagerFactory {
    /** {@code file}, {@code slurm}, {@code pbs}. */
    String kind();

    /**
     * @param settings as the tracker's configuration has them, without the kind
     * @param place of those settings, for errors, such as {@code tracker.yaml line 9}
     * @throws org.peerboot.image.RefusedException on a setting that is unknown, missing or wrong
     */
    WorkloadManager create(Map<String, String> settings, String place);
}
