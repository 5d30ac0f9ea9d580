package org.peerboot.cluster.reader;

/**
 * The workload manager that is asked, in words.
 *
 * @param kind such as {@code slurm}; its reader is the command {@code slurm-reader}
 * @param name as people write it, such as {@code Slurm}
 * @param remedy what to look at when it does not answer
 */
public record Service(String kind, String name, String remedy) {
    /** The command that reads it. */
    public String reader() {
        return kind + "-reader";
    }
}
