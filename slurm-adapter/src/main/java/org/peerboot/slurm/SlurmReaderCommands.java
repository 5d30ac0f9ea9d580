package org.peerboot.slurm;

import java.util.List;
import org.peerboot.cli.CommandProvider;

/** Brings {@code peerboot slurm-reader}. */
public final class SlurmReaderCommands implements CommandProvider {
    @Override
    public List<Object> commands() {
        return List.of(new SlurmReaderCommand());
    }
}
