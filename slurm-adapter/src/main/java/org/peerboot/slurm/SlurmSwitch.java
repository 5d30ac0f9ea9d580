package org.peerboot.slurm;

/**
 * One switch as {@code scontrol show topology} tells of it.
 *
 * @param level 0 for a leaf
 * @param nodes host list of all nodes below it, at any depth; empty where there are none
 * @param switches host list of the switches right below it; empty for a leaf
 */
public record SlurmSwitch(String name, int level, String nodes, String switches) {}
