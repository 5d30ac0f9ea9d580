package org.peerboot.slurm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.peerboot.image.RefusedException;

/**
 * What the accessor library hands out: fields, each ended by a NUL; the number of columns, the number of rows, the
 * columns' names, the values row by row. Columns are found by name, so that a library with more of them fits too.
 */
final class RecordTable {
    private static final int MAX_COLUMNS = 1000;

    private final String what;
    private final byte[] bytes;
    /** Field i is from starts[i] to starts[i + 1] - 1, where its NUL stands. */
    private final int[] starts;

    private final int width;
    private final int rows;
    private final Map<String, Integer> columns = new HashMap<>();

    /**
     * @param what for errors
     * @throws RefusedException if the bytes are not what the first two fields say
     */
    RecordTable(String what, byte[] bytes) {
        this.what = what;
        this.bytes = bytes;
        this.starts = starts(bytes);
        int fields = starts.length - 1;
        if (fields < 2 || bytes[bytes.length - 1] != 0) {
            throw refused("are cut off at byte " + bytes.length);
        }
        long wide = number(0);
        long high = number(1);
        if (wide < 1 || wide > MAX_COLUMNS || high < 0 || high > fields || 2 + wide * (1 + high) != fields) {
            throw refused("are " + fields + " fields for " + high + " rows of " + wide);
        }
        this.width = (int) wide;
        this.rows = (int) high;
        for (int i = 0; i < width; i++) {
            columns.put(text(2 + i), i);
        }
    }

    int rows() {
        return rows;
    }

    /** @throws RefusedException if there is none of that name */
    Column column(String name) {
        Integer index = columns.get(name);
        if (index == null) {
            throw refused("have no column " + name);
        }
        return new Column(2 + width + index);
    }

    /** One column's values. Most equal the one before (partition, state, user): these are the same String. */
    final class Column {
        private final int first;
        private int last = -1;
        private String lastText = "";

        private Column(int first) {
            this.first = first;
        }

        String text(int row) {
            int field = field(row);
            if (last < 0 || !same(last, field)) {
                lastText = RecordTable.this.text(field);
            }
            last = field;
            return lastText;
        }

        /** @throws RefusedException if it is none, with its row */
        long number(int row) {
            return RecordTable.this.number(field(row));
        }

        private int field(int row) {
            return first + width * row;
        }
    }

    private boolean same(int one, int other) {
        return Arrays.equals(bytes, starts[one], starts[one + 1], bytes, starts[other], starts[other + 1]);
    }

    private String text(int field) {
        return new String(bytes, starts[field], starts[field + 1] - 1 - starts[field], StandardCharsets.UTF_8);
    }

    private long number(int field) {
        String text = text(field);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refused("have '" + text + "' for a number in field " + field);
        }
    }

    private RefusedException refused(String why) {
        return new RefusedException(
                "the library's " + what, why, "install the " + LibraryPath.NAME + " that came with this Peerboot");
    }

    private static int[] starts(byte[] bytes) {
        int fields = 0;
        for (byte b : bytes) {
            fields += b == 0 ? 1 : 0;
        }
        int[] starts = new int[fields + 1];
        int field = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                starts[++field] = i + 1;
            }
        }
        return starts;
    }
}
