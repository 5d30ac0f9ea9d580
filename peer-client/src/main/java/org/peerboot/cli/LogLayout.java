package org.peerboot.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

/**
 * How a line of the log looks. Of a daemon: when, how bad, who, what; not the thread, since a line of that log is an event
 * and no trace.
 */
final class LogLayout extends AbstractStringLayout {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private enum Style {
        COMMAND,
        TRACE,
        DAEMON,
        JSON
    }

    private final Style style;
    private final boolean stack;
    private final ZoneId zone = ZoneId.systemDefault();

    private LogLayout(Style style, boolean stack) {
        super(StandardCharsets.UTF_8);
        this.style = style;
        this.stack = stack;
    }

    /** @param verbose whether what went wrong is shown with its stack */
    static LogLayout ofDaemon(LogFormat format, boolean verbose) {
        Style text = verbose ? Style.TRACE : Style.DAEMON;
        return new LogLayout(format == LogFormat.JSON ? Style.JSON : text, verbose);
    }

    /** @param verbose whether what went wrong is shown with its stack */
    static LogLayout ofCommand(boolean verbose) {
        return new LogLayout(verbose ? Style.TRACE : Style.COMMAND, verbose);
    }

    @Override
    public String toSerializable(LogEvent event) {
        StringBuilder line = new StringBuilder(200);
        switch (style) {
            case COMMAND ->
                line.append("peerboot: ")
                        .append(event.getMessage().getFormattedMessage())
                        .append('\n');
            case TRACE -> text(line, CLOCK, event);
            case DAEMON -> text(line, DATE, event);
            case JSON -> json(line, event);
        }
        return line.toString();
    }

    private void text(StringBuilder line, DateTimeFormatter time, LogEvent event) {
        time(line, time, event);
        line.append(' ').append(event.getLevel());
        for (int i = event.getLevel().name().length(); i < 6; i++) {
            line.append(' ');
        }
        line.append(who(event)).append(' ');
        line.append(event.getMessage().getFormattedMessage()).append('\n');
        String error = error(event);
        if (!error.isEmpty()) {
            line.append(error).append(error.endsWith("\n") ? "" : "\n");
        }
    }

    /** A line stays one whatever a message holds: what would end it is escaped. */
    private void json(StringBuilder line, LogEvent event) {
        JsonStringEncoder json = JsonStringEncoder.getInstance();
        line.append("{\"time\":\"");
        time(line, DATE, event);
        line.append("\",\"level\":\"").append(event.getLevel()).append("\",\"logger\":\"");
        json.quoteAsString(who(event), line);
        line.append("\",\"message\":\"");
        json.quoteAsString(event.getMessage().getFormattedMessage(), line);
        String error = error(event);
        if (!error.isEmpty()) {
            line.append("\",\"error\":\"");
            json.quoteAsString(error, line);
        }
        line.append("\"}\n");
    }

    private void time(StringBuilder line, DateTimeFormatter format, LogEvent event) {
        format.formatTo(Instant.ofEpochMilli(event.getTimeMillis()).atZone(zone), line);
    }

    private static String who(LogEvent event) {
        String name = event.getLoggerName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private String error(LogEvent event) {
        Throwable thrown = event.getThrown();
        if (thrown == null) {
            return "";
        }
        if (!stack) {
            return String.valueOf(thrown.getMessage());
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
