package org.peerboot.tracker;

import java.time.Duration;
import java.util.List;
import org.peerboot.image.BootParameters;
import org.peerboot.image.Digest;

/** An iPXE script, written for ROMs as old as 1.0.0: they know no imgverify, no ranges, no https. */
final class BootScript {
    private BootScript() {}

    /**
     * Kernel and initramfs, each from the first source that gives it whole. A ROM keeps every image it has loaded and
     * appends it to the initramfs, so this script has to be chained with {@code --autofree}.
     *
     * @param boot what {@link BootScriptRules} lets pass
     * @param line the kernel's command line
     * @param sources {@code http://HOST:PORT} of each, the origin last
     * @param patience without a byte
     * @param again this script's own address
     */
    static String of(
            Digest image, BootParameters boot, String line, List<String> sources, Duration patience, String again) {
        StringBuilder script = new StringBuilder("#!ipxe\n");
        load(script, "kernel", image, boot.kernel(), sources, patience, " " + line);
        for (String initrd : boot.initrd()) {
            load(script, "initrd", image, initrd, sources, patience, "");
        }
        script.append("boot || goto failed\n:failed\nimgfree\n");
        return script + retry("no source gave the whole of stage one, or it does not boot", again);
    }

    /**
     * The kernel's command line.
     *
     * @param words its end
     */
    static String line(BootParameters boot, String words) {
        String names = String.join(
                " ", boot.initrd().stream().map(path -> "initrd=" + name(path)).toList());
        return String.join(" ", List.of(boot.append(), names, words)).strip();
    }

    private static void load(
            StringBuilder script,
            String verb,
            Digest image,
            String path,
            List<String> sources,
            Duration patience,
            String line) {
        for (String source : sources) {
            script.append(verb)
                    .append(" --timeout ")
                    .append(patience.toMillis())
                    .append(" --name ")
                    .append(name(path))
                    .append(' ')
                    .append(source)
                    .append("/images/")
                    .append(image)
                    .append("/files/")
                    .append(path)
                    .append(line)
                    .append(" || ");
        }
        script.append("goto failed\n");
    }

    /** As iPXE and the command line call it. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Words for the console of a node that has nothing to boot. */
    static String refusal(String words, String again) {
        String plain = words.replaceAll("[^A-Za-z0-9 .,:;_'()/~+@=-]", "?").replaceAll("(?<![^ ]);(?![^ ])", "?");
        return "#!ipxe\n" + retry(plain, again);
    }

    /**
     * In place of this script, not within it: a ROM has 4 KiB of stack, and stood still for good in the twelfth script of a
     * node that waited two minutes.
     */
    private static String retry(String words, String again) {
        return "echo peerboot: " + words
                + "; trying again in 10 s\nsleep 10\nchain --replace --autofree --timeout 30000 " + again
                + " || reboot\n";
    }
}
