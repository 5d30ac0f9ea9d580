package org.peerboot.cli;

import org.peerboot.wire.Protocol;
import picocli.CommandLine.IVersionProvider;

/** The release that the jar was built as, and the protocol it speaks. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"peerboot " + release() + " (protocol " + Protocol.VERSION + ")"};
    }

    /** From the jar's manifest; {@code development} outside a jar. */
    public static String release() {
        String release = Version.class.getPackage().getImplementationVersion();
        return release == null ? "development" : release;
    }
}
