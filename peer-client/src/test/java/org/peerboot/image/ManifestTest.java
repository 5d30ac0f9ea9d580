package org.peerboot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    private Manifest manifest;

    @BeforeEach
    void image() {
        manifest = SampleImages.image(
                        directory,
                        "sample:v1",
                        Access.SYSTEM,
                        1,
                        Map.of("boot/vmlinuz", 300_000, "etc/a.b", 5, "root", 9))
                .manifest();
    }

    @Test
    void isReadBackFromItsOwnBytes() {
        Manifest again = Manifest.parse(manifest.canonical());
        assertThat(again).isEqualTo(manifest);
        assertThat(again.canonical()).isEqualTo(manifest.canonical());
        assertThat(again.digest()).isEqualTo(Digest.of(manifest.canonical()));
        assertThat(again.entries()).isEqualTo(manifest.entries());
        assertThat(again.pieceHash(1)).isEqualTo(manifest.pieceHash(1)).hasSize(32);
    }

    @Test
    void isCanonicalJson() {
        String text = new String(manifest.canonical(), StandardCharsets.UTF_8);
        assertThat(text)
                .startsWith("{\"access\":\"system\",\"content\":\"sha256:")
                .contains("\"entries\":[{\"kind\":\"directory\",\"mode\":")
                .contains(",\"format\":2,\"name\":\"sample:v1\",\"pieceSize\":262144,\"pieces\":\"")
                .endsWith("\",\"publisher\":{\"uid\":0,\"user\":\"root\"},\"size\":300014}")
                .doesNotContain("\n")
                .doesNotContain("null");
    }

    @Test
    void tellsWhereEachFileBegins() {
        assertThat(manifest.entries())
                .extracting(Entry::path)
                .containsExactly("boot", "boot/vmlinuz", "etc", "etc/a.b", "root");
        assertThat(manifest.offset(manifest.indexOf("boot/vmlinuz"))).isZero();
        assertThat(manifest.offset(manifest.indexOf("etc/a.b"))).isEqualTo(300_000);
        assertThat(manifest.offset(manifest.indexOf("root"))).isEqualTo(300_005);
        assertThat(manifest.stretch(299_999)).isEqualTo(new Manifest.Stretch(1, 299_999, 1));
        assertThat(manifest.stretch(300_000)).isEqualTo(new Manifest.Stretch(3, 0, 5));
        assertThat(manifest.stretch(300_013)).isEqualTo(new Manifest.Stretch(4, 8, 1));
        assertThatThrownBy(() -> manifest.stretch(300_014)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(manifest.indexOf("nothing")).isNegative();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../etc/passwd | climbs out of the image",
                "boot/../../x | climbs out of the image",
                ".. | climbs out of the image",
                "/etc/passwd | is absolute",
                "boot/./x | has a part that is a lone dot",
                "boot//x | has an empty part",
                "boot/ | has an empty part",
                "a\\nb | holds a control character",
                "a\\u0000b | holds a control character",
                "a\\u001bb | holds a control character",
                "a\\u0085b | holds a control character",
                "a\\ud800b | is not Unicode text",
                "'' | has an empty path",
            })
    void refusesAPathThatIsNotSafeBelowATree(String path, String why) {
        String unescaped = path.replace("\\n", "\n")
                .replace("\\u0000", "\u0000")
                .replace("\\u001b", "\u001b")
                .replace("\\u0085", "\u0085")
                .replace("\\ud800", "\ud800");
        // What no JSON can spell is refused where the manifest is made.
        assertThatThrownBy(() -> Manifest.of(withPath(unescaped)))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("manifest of sample:v1, entry \"")
                .hasMessageContaining("\": " + why + "; publish the image again");
    }

    @Test
    void namesTheEntryThatClimbsOut() {
        refused(json -> entry(json, 1).put("path", "../../etc/passwd"))
                .hasMessage("manifest of sample:v1, entry \"../../etc/passwd\": climbs out of the image; "
                        + "publish the image again with 'peerboot publish'");
    }

    @Test
    void allowsABackslashAndOtherPrintableCharacters() {
        Manifest odd = Manifest.of(withPath("a\\b c\u00e4\"'$(x)"));
        assertThat(Manifest.parse(odd.canonical()).entries().get(0).path()).isEqualTo("a\\b c\u00e4\"'$(x)");
    }

    @Test
    void refusesAPathBeyondWhatLinuxOpens() {
        refused(json -> entry(json, 4).put("path", "r".repeat(256)))
                .hasMessageContaining("has a part longer than 255 bytes");
        refused(json -> entry(json, 4).put("path", "r/".repeat(2000) + "r"))
                .hasMessageContaining("is longer than 3840 bytes");
    }

    @Test
    void refusesDuplicatesAndDisorder() {
        refused(json -> entry(json, 4).put("path", "etc/a.b"))
                .hasMessageContaining("entry \"etc/a.b\": stands there twice");
        refused(json -> entry(json, 4).put("path", "bin"))
                .hasMessageContaining("entry \"bin\": is not in the order of the paths");
    }

    @Test
    void refusesAFileThatIsUsedAsADirectory() {
        refused(json -> entry(json, 4).put("path", "etc/a.b/c"))
                .hasMessageContaining("entry \"etc/a.b/c\": lies in \"etc/a.b\", which is a file");
    }

    @Test
    void refusesAParentThatIsNotListed() {
        refused(json -> entry(json, 4).put("path", "usr/bin/x"))
                .hasMessageContaining("entry \"usr/bin/x\": lies in \"usr/bin\", which is not listed");
    }

    @Test
    void refusesADeviceNode() {
        refused(json -> entry(json, 4).put("kind", "device"))
                .hasMessageStartingWith("manifest, entry \"root\", kind: is not understood")
                .hasMessageContaining("\"device\"");
        refused(json -> entry(json, 4).put("mode", "0644"))
                .hasMessageStartingWith("manifest, entry \"root\", mode: is not understood");
    }

    @Test
    void refusesSumsThatDisagree() {
        refused(json -> entry(json, 4).put("size", 8))
                .hasMessageContaining(
                        "manifest of sample:v1, entries: add up to 300013 bytes, not to the image's 300014");
        refused(json -> entry(json, 4).put("size", 10))
                .hasMessageContaining("entry \"root\": goes beyond the image's 300014 bytes");
        refused(json -> entry(json, 4).put("size", Long.MAX_VALUE))
                .hasMessageContaining("entry \"root\": is a file of 9223372036854775807 bytes");
        refused(json -> entry(json, 4).put("size", -1)).hasMessageContaining("entry \"root\": is a file of -1 bytes");
        refused(json -> entry(json, 0).put("size", 1))
                .hasMessageContaining("entry \"boot\": is a directory of 1 bytes");
        refused(json -> entry(json, 4).put("sha256", "00"))
                .hasMessageContaining("entry \"root\": has no right SHA-256 for a file");
        refused(json -> entry(json, 4).remove("sha256"))
                .hasMessageContaining("entry \"root\": has no right SHA-256 for a file");
        refused(json -> entry(json, 0).put("sha256", "0".repeat(64)))
                .hasMessageContaining("entry \"boot\": has no right SHA-256 for a directory");
    }

    @Test
    void refusesTheWrongNumberOfPieceHashes() {
        refused(json -> json.put("pieces", ""))
                .hasMessageContaining("pieces: are 0 bytes of hashes for 2 pieces, not 64");
        refused(json -> json.put("pieces", "?")).hasMessageContaining("pieces: are not base64");
        refused(json -> json.put("pieceSize", 1 << 19))
                .hasMessageContaining("are 64 bytes of hashes for 1 pieces, not 32");
        refused(json -> json.put("pieceSize", 300_000))
                .hasMessageContaining("is not a power of two from 256 KiB to 4 MiB");
        refused(json -> json.put("size", -5)).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesAModeOutOfRange() {
        refused(json -> entry(json, 4).put("mode", 0100644))
                .hasMessageContaining("entry \"root\": has the mode 0100644, beyond 07777");
        refused(json -> entry(json, 4).put("mode", -1)).hasMessageContaining("entry \"root\": has the mode");
        refused(json -> {
                    json.put("name", "~alice/sample:v1").put("access", "user");
                    entry(json, 4).put("mode", 04755);
                })
                .hasMessageContaining("entry \"root\": has the mode 04755, beyond 0777");
    }

    @Test
    void refusesBootFilesThatAreNotInTheImage() {
        boot("boot/vmlinuz", "root", "quiet").doesNotThrowAnyException();
        boot("boot/nothing", "root", "quiet")
                .hasMessageContaining("boot: names the kernel \"boot/nothing\", which is no file of it");
        boot("boot", "root", "quiet").hasMessageContaining("boot: names the kernel \"boot\"");
        boot("boot/vmlinuz", "etc", "quiet").hasMessageContaining("boot: names the initrd \"etc\"");
        boot("boot/vmlinuz", "root", "a\nb")
                .hasMessageContaining("boot: has a command line that is not printable ASCII");
        boot("boot/vmlinuz", "root", "a".repeat(2049)).hasMessageContaining("command line of at most 2048");
    }

    @Test
    void refusesAnAccessThatDoesNotGoWithTheName() {
        refused(json -> json.put("access", "user")).hasMessageContaining("access: is user, but the name has no ~user/");
        refused(json -> json.put("name", "~alice/sample:v1"))
                .hasMessageContaining("access: is system, but the name belongs to ~alice");
        refused(json -> ((ObjectNode) json.get("publisher")).put("uid", -1))
                .hasMessageContaining("publisher: has the uid -1");
        refused(json -> ((ObjectNode) json.get("publisher")).put("user", "a b"))
                .hasMessageContaining("a name that is no user's");
        refused(json -> json.put("name", "Sample:v1")).hasMessageContaining("manifest, image name \"Sample\"");
    }

    @Test
    void refusesAFormatItDoesNotKnow() {
        refused(json -> json.put("format", 3))
                .hasMessage(
                        "manifest of format 3: is of neither format 1 nor 2; run a release of Peerboot that knows it");
    }

    @Test
    void refusesWhatIsNotCanonical() {
        String text = new String(manifest.canonical(), StandardCharsets.UTF_8);
        refusedText(text + " ").hasMessageContaining("is not in canonical JSON");
        refusedText(text.replace(",\"format\"", ", \"format\"")).hasMessageContaining("is not in canonical JSON");
        refusedText(text.replace("sample", "s\\u0061mple")).hasMessageContaining("is not in canonical JSON");
        refusedText(text.replace("\"size\":9", "\"size\":9.0")).isInstanceOf(RefusedException.class);
        refusedText(text.replace("\"format\":2", "\"format\":2,\"format\":2")).isInstanceOf(RefusedException.class);
        refusedText(text.replace("\"format\":2", "\"extra\":0,\"format\":2")).hasMessageContaining("extra");
        refusedText(text.replace("\"access\":\"system\",", "")).isInstanceOf(RefusedException.class);
        refusedText(text + "{}").isInstanceOf(RefusedException.class);
        refusedText("null").isInstanceOf(RefusedException.class);
        refusedText("").isInstanceOf(RefusedException.class);
        refusedText("[".repeat(100_000)).isInstanceOf(RefusedException.class);
        refusedText("{\"entries\":[null]}").isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesAnythingWhenAnyFieldIsMissingOrNull() throws Exception {
        for (boolean remove : new boolean[] {true, false}) {
            for (String pointer : new String[] {"", "/publisher", "/entries/4"}) {
                JsonNode names = MAPPER.readTree(manifest.canonical()).at(pointer);
                for (var fields = names.fieldNames(); fields.hasNext(); ) {
                    String field = fields.next();
                    if (remove && field.equals("mtime")) {
                        continue; // an entry without one is right too
                    }
                    refused(json -> {
                        ObjectNode object = (ObjectNode) json.at(pointer);
                        if (remove) {
                            object.remove(field);
                        } else {
                            object.putNull(field);
                        }
                    });
                }
            }
        }
    }

    @Test
    void refusesAManifestThatIsTooLong() {
        assertThatThrownBy(() -> Manifest.parse(new byte[Manifest.MAX_BYTES + 1]))
                .hasMessage("manifest of 16777217 bytes: is longer than 16777216; "
                        + "pack the tree into one file, such as a squashfs, and publish that");
    }

    private ManifestFields withPath(String path) {
        return new ManifestFields(
                1,
                manifest.name(),
                manifest.access(),
                manifest.publisher(),
                java.util.List.of(Entry.file(path, 0644, 0, "0".repeat(64))),
                null,
                0,
                PieceLayout.MIN_PIECE,
                "",
                manifest.content());
    }

    private AbstractThrowableAssert<?, ? extends Throwable> boot(String kernel, String initrd, String append) {
        return org.assertj.core.api.Assertions.assertThatCode(() -> Manifest.parse(edited(json -> {
            ObjectNode boot = MAPPER.createObjectNode().put("append", append);
            boot.putArray("initrd").add(initrd);
            boot.put("kernel", kernel);
            json.set("boot", boot);
        })));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(Consumer<ObjectNode> edit) {
        byte[] edited = edited(edit);
        return assertThatThrownBy(() -> Manifest.parse(edited)).isInstanceOf(RefusedException.class);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refusedText(String text) {
        return assertThatThrownBy(() -> Manifest.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RefusedException.class);
    }

    private static ObjectNode entry(ObjectNode json, int index) {
        return (ObjectNode) ((ArrayNode) json.get("entries")).get(index);
    }

    /** The manifest's JSON with {@code edit} done to it, keys sorted again. */
    private byte[] edited(Consumer<ObjectNode> edit) {
        try {
            ObjectNode json = (ObjectNode) MAPPER.readTree(manifest.canonical());
            edit.accept(json);
            return MAPPER.writer()
                    .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsBytes(MAPPER.treeToValue(json, Object.class));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
