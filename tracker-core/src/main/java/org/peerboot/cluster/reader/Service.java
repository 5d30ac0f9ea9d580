package org.peerboot.cluster.reader;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The workload manager that is asked, in words.
 *
 * @param kind such as {@code slurm}; its reader is the command {@code slurm-reader}
 * @param name as people write it, such as {@code Slurm}
 * @param remedy what to look at when it does not answer
 * @param confVariable that names its configuration, such as {@code SLURM_CONF}
 * @param directories between colons, where its commands usually stand
 * @param variables that make its commands print what is understood
 */
public record Service(
        String kind,
        String name,
        String remedy,
        String confVariable,
        String directories,
        Map<String, String> variables) {
    /** The command that reads it. */
    public String reader() {
        return kind + "-reader";
    }

    /** The PATH of this process, and the usual directories. */
    String inheritedPath() {
        String path = System.getenv("PATH");
        return path == null || path.isEmpty() ? directories : path + ":" + directories;
    }

    /**
     * All of its commands' environment: what users may have set for themselves changes what they print.
     *
     * @param conf absent for the workload manager's own place
     */
    public Map<String, String> environment(String path, @Nullable Path conf) {
        Map<String, String> environment = new LinkedHashMap<>(variables);
        environment.put("PATH", path);
        environment.put("LC_ALL", "C");
        if (conf != null) {
            environment.put(confVariable, conf.toString());
        }
        return environment;
    }
}
