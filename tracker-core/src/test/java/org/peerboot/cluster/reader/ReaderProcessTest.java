package org.peerboot.cluster.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.RefusedException;

@Timeout(120)
class ReaderProcessTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Question QUESTION = new Question(0);
    private static final String FAILED =
            "{\"head\":{\"number\":1,\"source\":\"commands\",\"serverMillis\":3,\"failure\":\"down\",\"later\":\"unknown\"}}";

    private static final Service SERVICE = new Service("test", "Test", "look", "TEST_CONF", "/usr/bin", Map.of());

    /** The least that an answer is. */
    record Word(Head head) implements Answer {}

    @TempDir
    Path dir;

    private ReaderProcess<Word> reader(String script) throws IOException {
        return ReaderProcess.start(
                SERVICE,
                Word.class,
                List.of(Script.write(dir, "reader", script).toString()),
                Map.of("PATH", "/usr/bin:/bin"));
    }

    private void refused(String script, Duration patience, String why) throws IOException {
        try (ReaderProcess<Word> reader = reader(script)) {
            assertThatThrownBy(() -> reader.ask(QUESTION, patience))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(why);
        }
    }

    @Test
    void answersEachQuestionWithALine() throws IOException {
        try (ReaderProcess<Word> reader = reader("while read q; do echo '" + FAILED + "'; done")) {
            assertThat(reader.ask(QUESTION, LONG).head().failure()).isEqualTo("down");
            assertThat(reader.ask(QUESTION, LONG).head().serverMillis()).isEqualTo(3);
        }
    }

    @Test
    void isNotWaitedForWhenItHangs() throws IOException {
        refused("read q; exec sleep 1000", Duration.ofMillis(300), "gave no answer within");
    }

    @Test
    void saysItsLastWordsWhenItDies() throws IOException {
        refused("read q; echo 'no memory left' >&2; exit 7", LONG, "ended with exit code 7 (no memory left)");
    }

    @Test
    void isRefusedWhenItTalksNonsense() throws IOException {
        refused("read q; echo '{]'", LONG, "is not understood");
    }

    @Test
    void isRefusedWhenALineHasNoEnd() throws IOException {
        refused("read q; exec cat /dev/zero", LONG, "said more than 32 MiB in one line");
    }

    @Test
    void isRefusedWhenItCannotBeStarted() {
        assertThatThrownBy(() -> ReaderProcess.start(SERVICE, Word.class, List.of("/nowhere/java"), Map.of()))
                .hasMessageContaining("test-reader: cannot be started");
    }

    @Test
    void takesItsChildrenWithIt() throws Exception {
        Path pid = dir.resolve("pid");
        ReaderProcess<Word> reader = reader("sleep 1000 & echo $! >" + pid + "; read q; echo '" + FAILED + "'; wait");
        reader.ask(QUESTION, LONG);
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        reader.close();
        child.onExit().get();
        assertThat(child.isAlive()).isFalse();
    }
}
