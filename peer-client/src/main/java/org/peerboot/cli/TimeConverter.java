package org.peerboot.cli;

import java.time.Duration;
import org.peerboot.config.Durations;
import org.peerboot.image.RefusedException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line, as in the configuration files: {@code 90s}, {@code 2h}. */
final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return Durations.parse(text);
        } catch (RefusedException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
