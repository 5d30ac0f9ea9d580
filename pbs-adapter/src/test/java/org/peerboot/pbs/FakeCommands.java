package org.peerboot.pbs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peerboot.cluster.reader.Commands;

/** PBS's commands as scripts that print files: what PBS 23.06 printed, or what it never should. */
final class FakeCommands {
    private static final Pattern REPEAT = Pattern.compile("\\{\\{(.)\\*([0-9]+)}}");

    private final Path dir;

    FakeCommands(Path dir) throws IOException {
        this.dir = dir;
        script("qstat", "case $* in *-B*) cat %1$s/server;; *) cat %1$s/jobs;; esac".formatted(dir));
        script("pbsnodes", "cat " + dir + "/vnodes");
        script("pbs_rstat", "cat " + dir + "/reservations");
    }

    /** A cluster in many states at once. */
    static FakeCommands recorded(Path dir) throws IOException {
        return new FakeCommands(dir)
                .print("jobs", "qstat-f-t.json")
                .print("vnodes", "pbsnodes-av.json")
                .print("server", "qstat-Bf.json")
                .print("reservations", "pbs_rstat-f.txt");
    }

    /**
     * @param what jobs, vnodes, server or reservations
     * @param resource the file; what stands there as <code>{{x*1000}}</code> is printed as so many x
     */
    FakeCommands print(String what, String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(FakeCommands.class.getResourceAsStream(resource), resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            String whole = REPEAT.matcher(text).replaceAll(FakeCommands::repeated);
            Files.writeString(dir.resolve(what), whole, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static String repeated(MatchResult match) {
        return Matcher.quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2))));
    }

    void script(String name, String body) throws IOException {
        Path file = Files.writeString(dir.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    CommandSource source() {
        return new CommandSource(new Commands(
                PbsSettings.PBS, PbsSettings.PBS.environment(dir + ":/usr/bin:/bin", null), Duration.ofSeconds(60)));
    }

    PbsNews news(Warnings warnings) {
        return new Translator("", 7071).news(source().read(warnings), warnings);
    }
}
