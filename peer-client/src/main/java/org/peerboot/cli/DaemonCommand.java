package org.peerboot.cli;

import java.util.concurrent.Callable;

/** A command that runs until it is told to stop, and whose log is read: one line an event, from info upwards. */
public interface DaemonCommand extends Callable<Integer> {
    /** Asked once the command line is read, before the first line. */
    default LogFormat logFormat() {
        return LogFormat.TEXT;
    }
}
