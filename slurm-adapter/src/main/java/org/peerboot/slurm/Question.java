package org.peerboot.slurm;

/**
 * One line to the reader: what is there now?
 *
 * @param known number of the last answer that the asker holds in full; 0 for none
 */
record Question(long known) {}
