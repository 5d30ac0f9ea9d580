package org.peerboot.cli;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/**
 * Log4j2 without its plugins: to look for a configuration file, for what might stand in it and for what a pattern might
 * mean took a third of a command's start, and the journal needs nothing but stderr. Must run before the first logger is
 * made.
 */
final class Logging extends AbstractConfiguration {
    private static final Level[] LEVELS = {Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE};

    private final Level level;
    private final LogLayout layout;

    private Logging(int verbosity, LogLayout layout) {
        super(null, ConfigurationSource.NULL_SOURCE);
        this.level = LEVELS[Math.min(LEVELS.length - 1, verbosity)];
        this.layout = layout;
        setName("peerboot");
        isShutdownHookEnabled = false;
        // Else Log4j asks the name service for it, which may be slow or gone.
        getProperties().put("hostName", "");
    }

    /** From info on; each {@code -v} adds a level, and what went wrong with its stack. */
    static void ofDaemon(LogFormat format, int verbosity) {
        Configurator.initialize(new Logging(1 + verbosity, LogLayout.ofDaemon(format, verbosity > 0)));
    }

    /** From warn on. */
    static void ofCommand(int verbosity) {
        Configurator.initialize(new Logging(verbosity, LogLayout.ofCommand(verbosity > 0)));
    }

    @Override
    public void initialize() {
        Appender stderr = new Stderr(layout);
        addAppender(stderr);
        getRootLogger().addAppender(stderr, null, null);
        getRootLogger().setLevel(level);
        setState(State.INITIALIZED);
    }

    /** Log4j's own console wants its builder's annotations checked, 35 ms a start. */
    private static final class Stderr extends AbstractAppender {
        private final LogLayout layout;

        Stderr(LogLayout layout) {
            super("stderr", null, layout, true, Property.EMPTY_ARRAY);
            this.layout = layout;
        }

        @Override
        public void append(LogEvent event) {
            byte[] line = layout.toByteArray(event);
            System.err.write(line, 0, line.length);
            System.err.flush();
        }
    }
}
