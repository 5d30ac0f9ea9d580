package org.peerboot.cluster.reader;

/**
 * One line to the reader: what is there now?
 *
 * @param known number of the last answer that the asker holds in full; 0 for none
 */
public record Question(long known) {}
