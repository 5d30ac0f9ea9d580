package org.peerboot.cluster.reader;

/** One line from a reader: what has changed since the answer that the asker knows. Each adapter has a record of its own. */
public interface Answer {
    Head head();
}
