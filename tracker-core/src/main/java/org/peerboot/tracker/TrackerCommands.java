package org.peerboot.tracker;

import java.util.List;
import org.peerboot.cli.CommandProvider;

/** Brings {@code peerboot tracker}. */
public final class TrackerCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(new TrackerCommand());
    }
}
