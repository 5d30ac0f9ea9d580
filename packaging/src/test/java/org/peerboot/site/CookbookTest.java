package org.peerboot.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerboot.policy.Policy;

/** Rules in the documentation are rules. */
class CookbookTest {
    private static final Pattern RULES = Pattern.compile("(?s)```yaml\n(.*?)```");

    private static List<String> rules(String page) throws IOException {
        return RULES.matcher(Files.readString(Path.of("doc", page)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookbook.md", "policy.md"})
    void eachExampleIsRead(String page) throws IOException {
        assertThat(rules(page))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(Policy.parse(text, page).names()).isNotEmpty());
    }

    @Test
    void allCasesTogetherFitTheShippedRules() throws IOException {
        String all = String.join(
                "\n",
                Stream.concat(Stream.of(Policy.standardText()), rules("cookbook.md").stream())
                        .toList());
        assertThat(rules("cookbook.md")).hasSize(10);
        assertThat(Policy.parse(all, "policy.yaml").names()).hasSizeGreaterThan(18);
    }
}
