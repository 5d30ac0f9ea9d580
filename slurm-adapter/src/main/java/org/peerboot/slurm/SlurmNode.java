package org.peerboot.slurm;

/**
 * One node as {@code scontrol show node} tells of it.
 *
 * @param name NodeName
 * @param hostName NodeHostName; empty where Slurm gives none
 * @param address NodeAddr: an IP address or a name; empty where Slurm gives none
 * @param state the whole word, in capitals, base first: {@code IDLE+DRAIN+REBOOT_ISSUED}. The order of the flags does not
 *     count. Of a node whose CPUs are allocated in part it is {@code MIXED} (slurm_load_node's SHOW_MIXED)
 * @param activeFeatures ActiveFeatures, with commas; empty where none. Where Slurm gives no active ones (features_act is
 *     null) they are the available ones
 * @param partitions with commas, hidden ones too; empty where it is in none
 */
public record SlurmNode(
        String name, String hostName, String address, String state, String activeFeatures, String partitions) {}
