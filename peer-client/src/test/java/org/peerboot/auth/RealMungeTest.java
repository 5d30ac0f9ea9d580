package org.peerboot.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerboot.image.RefusedException;

/** A munged of its own, by the library and by the commands. */
@Tag("cluster")
class RealMungeTest {
    @TempDir
    static Path dir;

    static Path socket;
    static Process munged;

    @BeforeAll
    static void startMunged() throws Exception {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path key = Files.write(dir.resolve("key"), new byte[64]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        socket = dir.resolve("socket");
        munged = new ProcessBuilder(
                        "munged",
                        "--foreground",
                        "--force",
                        "--key-file=" + key,
                        "--socket=" + socket,
                        "--pid-file=" + dir.resolve("pid"),
                        "--seed-file=" + dir.resolve("seed"),
                        "--log-file=" + dir.resolve("log"))
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("out").toFile())
                .start();
        for (int i = 0; i < 200 && !answers(); i++) {
            Thread.sleep(50);
        }
    }

    private static boolean answers() {
        try {
            return !new MungeCommand(socket).encode("x").isEmpty();
        } catch (RefusedException notYet) {
            return false;
        }
    }

    @AfterAll
    static void stopMunged() throws Exception {
        munged.destroy();
        assertThat(munged.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    static Stream<Munge> ways() {
        LibMunge library = LibMunge.load(socket);
        assertThat(library).isNotNull();
        return Stream.of(library, new MungeCommand(socket));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void provesWhoAsksAndWhat(Munge munge) throws Exception {
        SignedRequest request = SignedRequest.of("GET", "/v1/status", new byte[0]);
        Verifier verifier = new Verifier(new MungeVerifier(munge, Users.ofThisNode(), Set.of()), null);
        String header = Credentials.munge(munge).header(request);
        int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        assertThat(verifier.verify(header, request))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted -> assertThat(accepted.caller().uid()).isEqualTo(uid));
        assertThat(verifier.verify(header, request))
                .isEqualTo(new Verdict.Denied("credential of this request: is refused by MUNGE (Replayed credential); "
                        + "make a new one for each request"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void refusesACredentialThatWasBent(Munge munge) {
        String good = munge.encode("abc");
        char[] bent = good.toCharArray();
        bent[40] = bent[40] == 'A' ? 'B' : 'A';
        assertThat(munge.decode(new String(bent)).code()).isNotZero();
        assertThat(munge.decode("rubbish").message()).contains("Failed to match armor prefix");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theLibraryAndTheCommandsUnderstandEachOther(Munge munge) {
        assertThat(new MungeCommand(socket).decode(munge.encode("0123abc")).payload())
                .isEqualTo("0123abc");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void saysWhereMungedIsMissing(Munge munge) {
        Path nowhere = dir.resolve("nowhere");
        Munge lost = munge instanceof LibMunge ? Munge.open(nowhere) : new MungeCommand(nowhere);
        assertThatThrownBy(() -> lost.encode("abc"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(nowhere.toString())
                .hasMessageContaining("start munged on this node, or give a pre-shared key file");
        assertThat(lost.decode("MUNGE:abc:").code()).isNotZero();
    }
}
