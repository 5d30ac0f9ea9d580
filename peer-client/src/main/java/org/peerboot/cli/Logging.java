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
    /** Daemons: when, how bad, who, what. Not the thread: a line of this log is an event, not a trace. */
    static final String DAEMON = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %c{1} %msg%n%throwable{short.message}";

    static final String COMMAND = "peerboot: %msg%n";
    static final String VERBOSE = "%d{HH:mm:ss.SSS} %-5level %c{1} %msg%n%throwable";

    private Logging() {}

    /** Daemons log from info on, commands from warn on; each {@code -v} adds a level. */
    static void configure(boolean daemon, int verbosity) {
        int ordinary = daemon ? 1 : 0;
        Level[] levels = {Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE};
        Level level = levels[Math.min(levels.length - 1, ordinary + verbosity)];
        String pattern = daemon ? (verbosity > 0 ? VERBOSE : DAEMON) : (verbosity > 0 ? VERBOSE : COMMAND);
        Configurator.initialize(configuration(level, pattern).build());
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
