package org.peerboot.cli;

import picocli.CommandLine.Option;

/** Of the daemons. The environment says it for both, and a unit's can be added to without its command line. */
public final class LogOption {
    @Option(
            names = "--log",
            paramLabel = "FORMAT",
            defaultValue = "${env:PEERBOOT_LOG:-text}",
            description = "Lines of the log: text or json; what PEERBOOT_LOG says, or text, if not given.")
    private LogFormat format = LogFormat.TEXT;

    public LogFormat format() {
        return format;
    }
}
