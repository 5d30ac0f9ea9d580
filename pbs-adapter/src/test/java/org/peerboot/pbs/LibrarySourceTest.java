package org.peerboot.pbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.RefusedException;

/** The way through JNA, against a libpbs that is built here and tells what a file says. */
class LibrarySourceTest {
    @TempDir
    static Path built;

    /** What the stub has beyond PBS's functions. */
    interface Stub extends Library {
        void stub_tell(String file);

        void stub_fail(int atConnect, int atStat);

        int stub_open();

        int stub_lists();

        String stub_asked();
    }

    private static Path library;
    private static Stub stub;

    @TempDir
    Path dir;

    private LibrarySource source;

    @BeforeAll
    static void build() throws Exception {
        Path source = built.resolve("stub.c");
        try (InputStream in = Objects.requireNonNull(LibrarySourceTest.class.getResourceAsStream("stub_libpbs.c"))) {
            Files.copy(in, source);
        }
        library = built.resolve("libpbs-stub.so");
        Path log = built.resolve("log");
        int exit;
        try {
            exit = new ProcessBuilder("cc", "-shared", "-fPIC", "-w", "-o", library.toString(), source.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            exit = 127;
        }
        assumeThat(exit).as("no C compiler here").isNotEqualTo(127);
        assertThat(exit).as(Files.readString(log)).isZero();
        stub = Native.load(library.toString(), Stub.class);
    }

    @BeforeEach
    void tellWhatTheCommandsTell() throws IOException {
        stub.stub_fail(0, 0);
        stub.stub_tell(Files.write(dir.resolve("told"), lines(commands())).toString());
        source = LibrarySource.open(library, null);
    }

    @AfterEach
    void close() {
        source.close();
        assertThat(stub.stub_open()).isZero();
    }

    private PbsState commands() throws IOException {
        return FakeCommands.recorded(dir).source().read(new Warnings());
    }

    private static List<String> lines(PbsState state) {
        List<String> lines = new ArrayList<>();
        state.vnodes().forEach(one -> add("vnode", one, lines));
        state.jobs().forEach(one -> add("job", one, lines));
        state.reservations().forEach(one -> add("resv", one, lines));
        add("server", state.server(), lines);
        return lines;
    }

    /** As the library writes it: times in seconds, a CPU of each job on a vnode. */
    private static void add(String kind, Attributes one, List<String> lines) {
        lines.add(kind + " " + one.name());
        one.values().forEach((name, value) -> {
            Long millis = Times.millis(value);
            boolean time = millis != null && value.contains(":");
            String jobs = name.equals("jobs") ? value.replace(",", "/0, ") + "/1" : value;
            lines.add(name + " " + (time ? Long.toString(millis / 1000) : jobs));
        });
    }

    @Test
    void tellsWhatTheCommandsTell() throws IOException {
        Warnings warnings = new Warnings();
        PbsNews byLibrary = new Translator("", 7071).news(source.read(warnings), warnings);

        assertThat(byLibrary).isEqualTo(FakeCommands.recorded(dir).news(new Warnings()));
        assertThat(warnings.all()).isEmpty();
    }

    @Test
    void asksForJobsWithTheirSubjobsAndByAttributesWithAnEmptyValue() {
        source.read(new Warnings());
        assertThat(List.of(stub.stub_asked().split(" ")))
                .contains("job_state", "exec_vnode", "Resource_List", "estimated")
                .endsWith("t")
                .noneMatch(word -> word.contains("!"));
    }

    @Test
    void saysWhyItCannotConnect() {
        stub.stub_fail(15008, 0);
        assertThatThrownBy(() -> source.read(new Warnings()))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "pbs_server: cannot be reached (error 15008); look whether pbs_server is up with 'qstat -B'");
    }

    @Test
    void connectsAnewOnceTheServerHasGone() {
        source.read(new Warnings());
        stub.stub_fail(0, 15031);
        assertThatThrownBy(() -> source.read(new Warnings()))
                .hasMessageContaining("its jobs: does not tell (error 15031, End of File)");
        assertThat(stub.stub_open()).isZero();

        stub.stub_fail(0, 0);
        assertThat(source.read(new Warnings()).vnodes()).hasSize(6);
    }

    @Test
    void leaksNoConnectionAndNoAnswerInAThousandCycles() {
        for (int i = 0; i < 1000; i++) {
            stub.stub_fail(i % 5 == 4 ? 15010 : 0, i % 2 == 0 ? 0 : 15031);
            try {
                source.read(new Warnings());
            } catch (RefusedException e) {
                assertThat(e.why()).containsAnyOf("15031", "15010");
            }
            assertThat(stub.stub_open()).isBetween(0, 1);
            assertThat(stub.stub_lists()).isZero();
        }
    }

    @Test
    void aServerOfAnotherVersionIsUnderstoodAsFarAsItIsTheSame() throws IOException {
        List<String> told = lines(commands());
        told.replaceAll(line -> line.startsWith("pbs_version ") ? "pbs_version 99.1" : line);
        told.add(told.indexOf("server pbssrv") + 1, "later.attribute something");
        stub.stub_tell(Files.write(dir.resolve("later"), told).toString());
        Warnings warnings = new Warnings();

        PbsNews news = new Translator("", 7071).news(source.read(warnings), warnings);
        assertThat(news.version()).isEqualTo("99.1");
        assertThat(news.nodes())
                .isEqualTo(FakeCommands.recorded(dir).news(new Warnings()).nodes());
        assertThat(warnings.all()).isEmpty();
    }

    @Test
    void aLibraryThatIsNoneIsRefused() throws IOException {
        Path none = Files.writeString(dir.resolve("libpbs.so.0"), "text");
        assertThatThrownBy(() -> LibrarySource.open(none, null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot be loaded");
    }

    @Test
    void isLookedForBelowThePbsExecOfPbsConf() throws IOException {
        Path lib = Files.createDirectories(dir.resolve("exec/lib"));
        Path expected = Files.writeString(lib.resolve("libpbs.so.0"), "");
        Path conf =
                Files.writeString(dir.resolve("pbs.conf"), "PBS_SERVER=pbs\nPBS_EXEC=" + dir.resolve("exec") + "\n");
        assertThat(LibraryPath.find(conf)).isEqualTo(expected);
    }
}
