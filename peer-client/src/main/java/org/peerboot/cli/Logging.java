package org.peerboot.cli;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * Log4j2, set up in code: looking for a configuration file costs a command a tenth of its start, and the journal needs
 * nothing but stderr. Must run before the first logger is made.
 */
final class Logging {
    private static final String TIME = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}";

    /** Daemons: when, how bad, who, what. Not the thread: a line of this log is an event, not a trace. */
    static final String DAEMON = TIME + " %-5level %c{1} %msg%n%throwable{short.message}";

    static final String COMMAND = "peerboot: %msg%n";
    static final String VERBOSE = "%d{HH:mm:ss.SSS} %-5level %c{1} %msg%n%throwable";

    private Logging() {}

    /** From info on; each {@code -v} adds a level, and what went wrong with its stack. */
    static void ofDaemon(LogFormat format, int verbosity) {
        configure(1 + verbosity, format == LogFormat.JSON ? json(verbosity) : verbosity > 0 ? VERBOSE : DAEMON);
    }

    /** From warn on. */
    static void ofCommand(int verbosity) {
        configure(verbosity, verbosity > 0 ? VERBOSE : COMMAND);
    }

    private static void configure(int verbosity, String pattern) {
        Level[] levels = {Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE};
        Configurator.initialize(configuration(levels[Math.min(levels.length - 1, verbosity)], pattern)
                .build());
    }

    /** A line stays one whatever a message holds: what would end it is escaped. */
    static String json(int verbosity) {
        String error = verbosity > 0 ? "%throwable" : "%throwable{short.message}";
        return "{\"time\":\"" + TIME + "\",\"level\":\"%level\",\"logger\":\"%c{1}\",\"message\":\"%enc{%msg}{JSON}\""
                + "%notEmpty{,\"error\":\"%enc{" + error + "}{JSON}\"}}%n";
    }

    private static ConfigurationBuilder<BuiltConfiguration> configuration(Level level, String pattern) {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        return builder.setConfigurationName("peerboot")
                .setStatusLevel(Level.ERROR)
                .setShutdownHook("disable")
                .add(builder.newAppender("stderr", "Console")
                        .addAttribute("target", ConsoleAppender.Target.SYSTEM_ERR)
                        .add(builder.newLayout("PatternLayout")
                                .addAttribute("pattern", pattern)
                                .addAttribute("disableAnsi", true)))
                .add(builder.newRootLogger(level).add(builder.newAppenderRef("stderr")));
    }
}
