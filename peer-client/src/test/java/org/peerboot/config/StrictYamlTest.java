package org.peerboot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.RefusedException;

class StrictYamlTest {
    record Rule(
            String name,
            @Default("unlimited") Rate upload,
            @Nullable String when) {}

    record Config(
            @Default("7071") int port,
            @Default("64GiB") Bytes quota,
            @Default("10s") Duration poll,
            @Default("system") Access access,
            @Default("true") boolean enabled,
            @Default("[]") List<Rule> rules,
            @Default("{}") Map<String, String> labels,
            @Nullable Path cache) {
        Config {
            if (port < 1 || port > 65535) {
                throw new RefusedException("port " + port, "is out of range", "choose one from 1 to 65535");
            }
        }
    }

    @TempDir
    Path directory;

    @Test
    void fillsDefaultsFromBesideTheField() {
        assertThat(parse("{}"))
                .isEqualTo(new Config(
                        7071,
                        new Bytes(64L << 30),
                        Duration.ofSeconds(10),
                        Access.SYSTEM,
                        true,
                        List.of(),
                        Map.of(),
                        null));
    }

    @Test
    void readsEveryKey() {
        Config config = parse("""
                port: 80
                quota: 1GB
                poll: 5m
                access: public
                enabled: false
                cache: /var/cache
                labels: {on: "no", v: 6.10, w: ""}
                rules:
                  - name: jobs
                    upload: 0
                  - {name: rest, when: always}
                """);
        assertThat(config)
                .isEqualTo(new Config(
                        80,
                        new Bytes(1_000_000_000),
                        Duration.ofMinutes(5),
                        Access.PUBLIC,
                        false,
                        List.of(new Rule("jobs", new Rate(0), null), new Rule("rest", Rate.UNLIMITED, "always")),
                        Map.of("on", "no", "v", "6.10", "w", ""),
                        Path.of("/var/cache")));
    }

    @Test
    void refusesAnUnknownKeyAndNamesTheLikelyOne() {
        refused("port: 80\nqouta: 1GiB\n")
                .hasMessage("f.yaml line 2 column 1, key \"qouta\": is not known; did you mean \"quota\"? "
                        + "known here: access, cache, enabled, labels, poll, port, quota, rules");
        refused("rules:\n- name: a\n- name: b\n  uplaod: 0\n")
                .hasMessageStartingWith(
                        "f.yaml line 4 column 3, key \"uplaod\": is not known; did you mean \"upload\"?");
    }

    @Test
    void refusesAMissingKey() {
        refused("port: 1\nrules:\n- name: a\n- upload: 0\n")
                .hasMessage("f.yaml line 4 column 3, item [1]: lacks the key \"name\"; add it");
    }

    @Test
    void refusesAnEmptyValue() {
        refused("port: 1\nquota:\n").hasMessageStartingWith("f.yaml line 2 column 7, key \"quota\": has no value;");
        refused("\n\nport: ~\n").hasMessageStartingWith("f.yaml line 3 column 7, key \"port\": has no value;");
    }

    @Test
    void refusesTheWrongTypeWithItsLine() {
        refused("quota: 1B\nport: many\n")
                .hasMessageStartingWith("f.yaml line 2 column 1, key \"port\": \"many\" is not a whole number");
        refused("port: 1.5\n").hasMessageStartingWith("f.yaml line 1 column 1, key \"port\":");
        refused("port: 99999999999\n").hasMessageStartingWith("f.yaml line 1 column 1, key \"port\":");
        refused("enabled: 1\n")
                .hasMessageStartingWith("f.yaml line 1 column 1, key \"enabled\": \"1\" is not true or false");
        refused("enabled: 'true'\n").hasMessageStartingWith("f.yaml line 1 column 1, key \"enabled\":");
        refused("rules: none\n")
                .hasMessageStartingWith("f.yaml line 1 column 1, key \"rules\": \"none\" is not a list");
        refused("quota: {a: 1}\n")
                .hasMessageStartingWith("f.yaml line 1 column 1, key \"quota\": is not a size such as 256MiB");
        refused("access: everyone\n")
                .hasMessageStartingWith(
                        "f.yaml line 1 column 1, key \"access\": \"everyone\" is not one of public, system, user");
        refused("access: 1\n").hasMessageStartingWith("f.yaml line 1 column 1, key \"access\":");
        refused("[]").hasMessageStartingWith("f.yaml line 1 column 1: is not a block of KEY: VALUE lines");
    }

    @Test
    void refusesWhatTheRecordRefusesAndSaysWhere() {
        refused("poll: 1s\nport: 70000\n")
                .hasMessage("f.yaml, port 70000: is out of range; choose one from 1 to 65535");
        refused("port: 1\nquota: 64 gigs\n")
                .hasMessage("f.yaml line 2 column 1, key \"quota\", size \"64 gigs\": has the unknown unit \"gigs\"; "
                        + "write a size such as 256MiB, 20GB or 512B");
        refused("quota: 64\n")
                .hasMessageContaining(
                        "line 1 column 1, key \"quota\", size \"64\": is not a number from 0 with a unit");
        refused("poll: 10\n")
                .hasMessageContaining("line 1 column 1, key \"poll\", duration \"10\": is not a whole number with");
        refused("rules: [{name: a, upload: 1GB}]\n")
                .hasMessageContaining("line 1 column 19, key \"upload\", rate \"1GB\": does not end in /s");
    }

    @Test
    void refusesWhatYamlReadersDisagreeAbout() {
        refused("port: 1\nenabled: no\n")
                .hasMessageStartingWith("f.yaml line 2 column 10, key \"enabled\": no is a truth to some");
        refused("labels: {country: NO}\n").hasMessageContaining("write true or false, or \"NO\" in quotes");
        refused("port: 0100\n").hasMessageContaining("key \"port\": 0100 is a different number");
        refused("labels: {begin: 22:30}\n").hasMessageContaining("22:30 is a different number");
        refused("port: 7_071\n").hasMessageContaining("7_071 is a different number");
        refused("port: 1\n\nport: 2\n")
                .hasMessage("f.yaml line 3 column 1, key \"port\": stands on line 1 already; remove one of them");
        refused("labels: &a {}\n").hasMessageStartingWith("f.yaml line 1 column 9: anchors and aliases");
        refused("labels: !!map {}\n").hasMessageStartingWith("f.yaml line 1 column 9: the tag");
        refused("port: 1\n---\nport: 2\n").hasMessageStartingWith("f.yaml line 2 column 1: a second document begins");
        refused("? [a]\n: 1\n").hasMessageContaining("a key is not a word");
    }

    @Test
    void refusesBrokenYamlWithItsLine() {
        refused("port: 1\nquota: \"1GiB\npoll: 1s\n")
                .hasMessageStartingWith("f.yaml line ")
                .hasMessageContaining("is not YAML");
        refused("port: 1\n\tquota: 1B\n").hasMessageStartingWith("f.yaml line 2 column 1: is not YAML");
        refused("a: ".repeat(1).concat("[".repeat(100))).hasMessageContaining("nested more than 32 deep");
        refused("").hasMessageStartingWith("f.yaml line 1 column 1: is empty");
        refused("# nothing\n").hasMessageStartingWith("f.yaml line 1 column 1: is empty");
        refused("port: \u0000\n").hasMessageContaining("is not YAML");
    }

    @Test
    void refusesAFileThatIsMissingTooLongOrNotText() throws Exception {
        Path file = directory.resolve("c.yaml");
        assertThatThrownBy(() -> StrictYaml.read(file, Config.class))
                .isInstanceOf(RefusedException.class)
                .hasMessage("file " + file + ": does not exist; create it, or name another");
        Files.writeString(file, "port: 12345");
        assertThat(StrictYaml.read(file, Config.class, 11).port()).isEqualTo(12345);
        assertThatThrownBy(() -> StrictYaml.read(file, Config.class, 10))
                .hasMessage("file " + file + ": is longer than 10 bytes; make it shorter");
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});
        assertThatThrownBy(() -> StrictYaml.read(file, Config.class)).hasMessageContaining("is not UTF-8 text");
        assertThatThrownBy(() -> StrictYaml.read(directory, Config.class)).hasMessageContaining("cannot be read");
    }

    @Test
    void readsAFileLongerThanTheParsersOwnLimitOfThreeMegabytes() throws Exception {
        Path file = directory.resolve("big.yaml");
        String labels = IntStream.range(0, 100_000)
                .mapToObj(i -> "  key-number-" + i + ": value-number-" + i + "\n")
                .collect(Collectors.joining());
        Files.writeString(file, "labels:\n" + labels);
        assertThat(Files.size(file)).isGreaterThan(3 << 20);
        assertThat(StrictYaml.read(file, Config.class, 16 << 20).labels()).hasSize(100_000);
    }

    private static Config parse(String text) {
        return StrictYaml.parse(text, "f.yaml", Config.class);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String text) {
        return assertThatThrownBy(() -> parse(text)).isInstanceOf(RefusedException.class);
    }
}
