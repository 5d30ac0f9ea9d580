package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerboot.image.BootParameters;
import org.peerboot.image.Digest;

/** Nothing that an image holds becomes a command of iPXE's. */
class BootScriptTest {
    private static final String WORDS = "root=peerboot:os:1 peerboot.key=boot1:n1:1:k";
    private static final String AGAIN = "http://10.0.0.1:7070/boot/ipxe?hostname=n1";

    private static String refusal(String kernel, String initrd, String append) {
        BootParameters boot = new BootParameters(kernel, List.of(initrd), append);
        return BootScriptRules.refusal(boot, BootScript.line(boot, WORDS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boot/a b",
                "boot/a\nchain http://evil/",
                "boot/${net0/mac}",
                "boot/x||shell",
                "boot/x;y",
                "boot/x#y",
                "boot/x?y",
                "boot/x%0ay",
                "boot/-n",
                "--autofree",
                "boot/x,y",
                "boot/\u00e4",
                "boot/x\\y",
                "boot/\"x\""
            })
    void aHostileFileNameIsRefused(String file) {
        assertThat(refusal(file, "boot/initramfs", "quiet")).contains("has a name that iPXE would not take");
        assertThat(refusal("boot/vmlinuz", file, "quiet")).contains("has a name that iPXE would not take");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quiet || chain http://evil/",
                "|| shell",
                "quiet && shell",
                "quiet ; shell",
                "quiet ;",
                "quiet # rest",
                "quiet #rest",
                "x=${password}",
                "${",
                "x=$${y}"
            })
    void aHostileCommandLineIsRefused(String append) {
        assertThat(refusal("boot/vmlinuz", "boot/initramfs", append)).startsWith("its --append holds");
    }

    @Test
    void whatAKernelMayBeToldPasses() {
        assertThat(refusal(
                        "boot/vmlinuz-6.1.0+x_86@a=b",
                        "boot/init.img",
                        "console=ttyS0,115200n8 dyndbg=\"file a.c +p; file b.c +p\" x=a|b|c y=$1 z=#5 w={1} a&b a;b"))
                .isNull();
    }

    @Test
    void aLineThatTheKernelWouldCutIsRefused() {
        String fits = "x".repeat(BootScriptRules.LONGEST_LINE - WORDS.length() - " initrd=i ".length());
        assertThat(refusal("k", "i", fits)).isNull();
        assertThat(refusal("k", "i", fits + "x")).contains("has 2048 characters, and kernels take 2047");
    }

    @Test
    void twoFilesOfOneNameAreRefused() {
        assertThat(refusal("a/x", "b/x", "")).contains("two files are called x");
    }

    @Test
    void eachLineOfAScriptIsWhatItsPlaceSays() {
        BootParameters boot = new BootParameters("boot/vmlinuz", List.of("boot/a.img", "boot/b.img"), "quiet");
        String script = BootScript.of(
                Digest.of(new byte[] {1}),
                boot,
                BootScript.line(boot, WORDS),
                List.of("http://10.0.0.2:7071", "http://10.0.0.1:7071"),
                Duration.ofSeconds(5),
                AGAIN);
        List<String> verbs = script.lines()
                .map(line -> Arrays.asList(line.split(" ", -1)).get(0))
                .toList();
        assertThat(verbs)
                .containsExactly(
                        "#!ipxe", "kernel", "initrd", "initrd", "boot", ":failed", "imgfree", "echo", "sleep", "chain");
        assertThat(script).contains(" quiet initrd=a.img initrd=b.img " + WORDS + " || kernel --timeout 5000 ");
    }

    @Test
    void wordsOnTheConsoleAreNoCommands() {
        String script = BootScript.refusal("x ; chain y\nshell || z ${a} # ;", AGAIN);
        assertThat(script.lines())
                .hasSize(4)
                .element(1)
                .asString()
                .isEqualTo("echo peerboot: x ? chain y?shell ?? z ??a? ? ?; trying again in 10 s");
        assertThat(script)
                .as("scripts within scripts fill a ROM's stack")
                .endsWith("chain --replace --autofree --timeout 30000 " + AGAIN + " || reboot\n");
    }
}
