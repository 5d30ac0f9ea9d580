package org.peerboot.simulate;

import java.util.List;
import org.peerboot.cli.CommandProvider;

/** Brings {@code peerboot simulate}. */
public final class SimulateCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(new SimulateCommand());
    }
}
