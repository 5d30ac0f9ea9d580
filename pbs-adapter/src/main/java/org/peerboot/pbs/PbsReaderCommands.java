package org.peerboot.pbs;

import java.util.List;
import org.peerboot.cli.CommandProvider;

/** Brings {@code peerboot pbs-reader}. */
public final class PbsReaderCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(new PbsReaderCommand());
    }
}
