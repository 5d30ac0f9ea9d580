package org.peerboot.cli;

/** What a line of a daemon's log looks like. */
public enum LogFormat {
    /** For people: time, level, who, what. */
    TEXT,
    /** For collectors: an object with {@code time}, {@code level}, {@code logger}, {@code message} and, where there was one, {@code error}. */
    JSON
}
