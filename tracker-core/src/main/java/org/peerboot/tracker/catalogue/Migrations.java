package org.peerboot.tracker.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** Brings a database to the newest schema: {@code 1.sql}, {@code 2.sql} ... beside this class, counted by user_version. */
final class Migrations {
    private Migrations() {}

    static void run(Connection connection, Path file) throws SQLException {
        int version = version(connection);
        String script = script(version + 1);
        if (version > 0 && script(version) == null) {
            throw new RefusedException(
                    "database " + file,
                    "has schema " + version + ", which this release does not know",
                    "run the release that wrote it, or a newer one");
        }
        while (script != null) {
            version++;
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("BEGIN IMMEDIATE;" + script + ";PRAGMA user_version = " + version + ";COMMIT");
            }
            script = script(version + 1);
        }
    }

    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    private static @Nullable String script(int number) {
        try (InputStream in = Migrations.class.getResourceAsStream(number + ".sql")) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
