package org.peerboot.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns under a heading, as wide as their widest cell; a column of figures is set to the right. */
final class Table {
    private final String[] heading;
    private final boolean[] figures;
    private final List<String[]> rows = new ArrayList<>();

    /** @param heading the columns' names; one that begins with {@code >} is a column of figures */
    Table(String... heading) {
        this.heading = new String[heading.length];
        this.figures = new boolean[heading.length];
        for (int i = 0; i < heading.length; i++) {
            figures[i] = heading[i].startsWith(">");
            this.heading[i] = figures[i] ? heading[i].substring(1) : heading[i];
        }
    }

    Table row(Object... cells) {
        String[] row = new String[heading.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = Printable.text(String.valueOf(cells[i]));
        }
        rows.add(row);
        return this;
    }

    List<String> lines() {
        int[] widths = new int[heading.length];
        List<String[]> all = new ArrayList<>();
        all.add(heading);
        all.addAll(rows);
        for (String[] row : all) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String padding = " ".repeat(widths[i] - row[i].length());
            line.append(i == 0 ? "" : "  ").append(figures[i] ? padding + row[i] : row[i] + padding);
        }
        return line.toString().stripTrailing();
    }
}
