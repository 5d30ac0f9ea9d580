package org.peerboot.pbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.peerboot.cluster.reader.Commands;

/** Where a PBS is installed and pbs.conf names a server that is up: both ways of reading it tell the same. */
@Tag("cluster")
@EnabledIfEnvironmentVariable(named = "PBS_EXEC", matches = "/.+")
class LiveTest {
    private static final Path EXEC = Path.of(String.valueOf(System.getenv("PBS_EXEC")));

    @Test
    void theLibraryTellsWhatTheCommandsTell() {
        Translator translator = new Translator("", 7071);
        Warnings warnings = new Warnings();
        PbsNews byCommands = translator.news(
                new CommandSource(new Commands(
                                PbsSettings.PBS,
                                PbsSettings.environment(EXEC.resolve("bin") + ":/usr/bin:/bin", null),
                                Duration.ofSeconds(30)))
                        .read(warnings),
                warnings);
        try (LibrarySource library = LibrarySource.open(EXEC.resolve("lib/libpbs.so.0"), null)) {
            assertThat(translator.news(library.read(warnings), warnings)).isEqualTo(byCommands);
        }
        assertThat(byCommands.nodes()).isNotEmpty();
        assertThat(warnings.all()).isEmpty();
    }
}
