package org.peerboot.slurm;

/**
 * One reservation as {@code scontrol show reservation} tells of it.
 *
 * @param nodes host list; empty where it reserves no nodes
 * @param startSeconds since the epoch
 * @param endSeconds since the epoch
 * @param maintenance whether MAINT is among its flags
 */
public record SlurmReservation(String name, String nodes, long startSeconds, long endSeconds, boolean maintenance) {}
