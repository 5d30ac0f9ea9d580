package org.peerboot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageNameTest {
    static Stream<Arguments> cases() throws Exception {
        try (InputStream in = ImageNameTest.class.getResourceAsStream("/image-names.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(parts -> Arguments.of(parts[0], parts[1], parts[2]));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheSharedTable(String text, String verdict, String why) {
        if (verdict.equals("valid")) {
            assertThat(ImageName.parse(text)).as(why).hasToString(text);
        } else {
            assertThat(verdict).isEqualTo("invalid");
            assertThatThrownBy(() -> ImageName.parse(text)).as(why).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void tellsItsParts() {
        assertThat(ImageName.parse("~alice/data:v3")).isEqualTo(new ImageName("alice", "data", "v3"));
        assertThat(ImageName.parse("rocky9:6.8")).isEqualTo(new ImageName(null, "rocky9", "6.8"));
    }

    @Test
    void refusesWithNameReasonAndRemedy() {
        assertThatThrownBy(() -> ImageName.parse("Rocky9:6.8"))
                .hasMessage("image name \"Rocky9\": is not 1 to 63 of a-z, 0-9, dot, underscore and hyphen, "
                        + "with a letter or digit in front; write name:tag or ~user/name:tag, such as rocky9:6.8");
        assertThatThrownBy(() -> ImageName.parse("rocky9"))
                .hasMessageStartingWith("image name \"rocky9\": is not a name and a tag;");
        assertThatThrownBy(() -> ImageName.parse("7:x")).hasMessageContaining("\"7\": has no letter;");
        assertThatThrownBy(() -> ImageName.parse("x:true"))
                .hasMessageContaining("\"x:true\": has a part that reads as a truth;");
        assertThatThrownBy(() -> ImageName.parse("a".repeat(1000) + ":b"))
                .hasMessageContaining("aaa...\": is not a name");
        assertThatThrownBy(() -> ImageName.parse("a:b\n")).isInstanceOf(RefusedException.class);
    }
}
