package org.peerboot.tracker.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The table of reboot plans. */
final class RebootRows {
    private RebootRows() {}

    static NavigableMap<Long, String> read(Connection connection) throws SQLException {
        NavigableMap<Long, String> plans = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT plan, text FROM reboot")) {
            while (row.next()) {
                plans.put(row.getLong(1), row.getString(2));
            }
        }
        return plans;
    }

    static int put(Connection connection, long plan, String text) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(
                "INSERT INTO reboot VALUES (?, ?) ON CONFLICT (plan) DO UPDATE SET text = excluded.text")) {
            put.setLong(1, plan);
            put.setString(2, text);
            return put.executeUpdate();
        }
    }

    static int delete(Connection connection, long plan) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM reboot WHERE plan = ?")) {
            delete.setLong(1, plan);
            return delete.executeUpdate();
        }
    }
}
