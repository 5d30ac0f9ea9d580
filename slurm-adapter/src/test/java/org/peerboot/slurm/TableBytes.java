package org.peerboot.slurm;

import java.nio.charset.StandardCharsets;

/** The accessor library's bytes, written by hand. */
final class TableBytes {
    private TableBytes() {}

    /** Each field ended by a NUL. */
    static byte[] of(String... fields) {
        return (String.join("\0", fields) + "\0").getBytes(StandardCharsets.UTF_8);
    }

    static RecordTable table(String... fields) {
        return new RecordTable("nodes", of(fields));
    }
}
