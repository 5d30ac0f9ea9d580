package org.peerboot.tracker.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;

/** The catalogue's tables. */
final class Rows {
    private Rows() {}

    static Contents read(Connection connection) throws SQLException {
        Map<Digest, CatalogueImage> images = new LinkedHashMap<>();
        Map<String, Digest> names = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT * FROM image ORDER BY published, digest")) {
                while (row.next()) {
                    CatalogueImage image = image(row);
                    images.put(image.digest(), image);
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT name, digest FROM name")) {
                while (row.next()) {
                    names.put(row.getString(1), Digest.parse(row.getString(2)));
                }
            }
        }
        return new Contents(images, names, assignments(connection));
    }

    private static CatalogueImage image(ResultSet row) throws SQLException {
        return new CatalogueImage(
                Digest.parse(row.getString("digest")),
                row.getString("name"),
                Access.valueOf(row.getString("access").toUpperCase(Locale.ROOT)),
                row.getLong("bytes"),
                row.getInt("files"),
                new Blob(row.getBytes("manifest")),
                row.getString("key_id"),
                new Blob(row.getBytes("signature")),
                row.getString("publisher"),
                row.getLong("published"),
                row.getInt("boots") != 0);
    }

    private static Map<Digest, Assigned> assignments(Connection connection) throws SQLException {
        Map<Digest, NavigableMap<String, Long>> nodes = new HashMap<>();
        Map<Digest, NavigableSet<String>> paused = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT digest, node, paused, turn FROM assignment")) {
            while (row.next()) {
                Digest digest = Digest.parse(row.getString(1));
                nodes.computeIfAbsent(digest, d -> new TreeMap<>()).put(row.getString(2), row.getLong(4));
                if (row.getInt(3) != 0) {
                    paused.computeIfAbsent(digest, d -> new TreeSet<>()).add(row.getString(2));
                }
            }
        }
        Map<Digest, Assigned> assigned = new HashMap<>();
        nodes.forEach(
                (digest, all) -> assigned.put(digest, new Assigned(all, paused.getOrDefault(digest, new TreeSet<>()))));
        return assigned;
    }

    static void insert(Connection connection, CatalogueImage image) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO image VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING")) {
            insert.setString(1, image.digest().toString());
            insert.setString(2, image.name());
            insert.setString(3, image.access().toString());
            insert.setLong(4, image.bytes());
            insert.setInt(5, image.files());
            insert.setBytes(6, image.manifest().bytes());
            insert.setString(7, image.keyId());
            insert.setBytes(8, image.signature().bytes());
            insert.setString(9, image.publisher());
            insert.setLong(10, image.published());
            insert.setInt(11, image.boots() ? 1 : 0);
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO name VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET digest = excluded.digest")) {
            insert.setString(1, image.name());
            insert.setString(2, image.digest().toString());
            insert.executeUpdate();
        }
    }

    /** Makes the rows of {@code nodes} what {@code after} says. */
    static void assign(Connection connection, Digest image, Collection<String> nodes, Assigned after)
            throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("INSERT INTO assignment VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (digest, node) DO UPDATE SET paused = excluded.paused, turn = excluded.turn");
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM assignment WHERE digest = ? AND node = ?")) {
            for (String node : nodes) {
                Long turn = after.turns().get(node);
                PreparedStatement statement = turn != null ? put : delete;
                statement.setString(1, image.toString());
                statement.setString(2, node);
                if (turn != null) {
                    put.setInt(3, after.paused().contains(node) ? 1 : 0);
                    put.setLong(4, turn);
                }
                statement.addBatch();
            }
            put.executeBatch();
            delete.executeBatch();
        }
    }

    static long reserve(Connection connection, String key, long atLeast, long count) throws SQLException {
        long first = atLeast;
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM number WHERE key = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    first = Math.max(first, row.getLong(1));
                }
            }
        }
        try (PreparedStatement put = connection.prepareStatement(
                "INSERT INTO number VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")) {
            put.setString(1, key);
            put.setLong(2, Math.addExact(first, count));
            put.executeUpdate();
        }
        return first;
    }
}
