package org.peerboot.tracker.catalogue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.peerboot.image.Digest;

/**
 * Images and assignments on disk, and the same in memory to read. Memory never runs ahead of the disk: a change is
 * first committed, then shown, then told to the listener. Changes take turns; reading never waits.
 */
public final class Catalogue implements AutoCloseable {
    private final Database database;
    private final Object turn = new Object();
    private Consumer<Contents> listener = contents -> {};
    private volatile Contents contents;

    private Catalogue(Database database) {
        this.database = database;
        this.contents = database.transaction(Rows::read);
    }

    /** @throws org.peerboot.image.RefusedException if the database cannot be used */
    public static Catalogue open(Path file) {
        return new Catalogue(Database.open(file));
    }

    public Contents contents() {
        return contents;
    }

    /** Tells {@code listener} of every change from now on, in order, on the thread that made it. */
    public void listen(Consumer<Contents> told) {
        synchronized (turn) {
            listener = told;
        }
    }

    /** Reboot plans by number, as they were kept last. */
    public NavigableMap<Long, String> reboots() {
        return database.transaction(RebootRows::read);
    }

    /** Keeps a reboot plan under its number, in place of what was kept there. */
    public void keepReboot(long plan, String text) {
        database.transaction(connection -> RebootRows.put(connection, plan, text));
    }

    public void forgetReboot(long plan) {
        database.transaction(connection -> RebootRows.delete(connection, plan));
    }

    /** Adds an image and moves its name to it. */
    public void publish(CatalogueImage image) {
        change(connection -> Rows.insert(connection, image), now -> now.withImage(image));
    }

    /** Takes an image out, its assignments with it. */
    public void remove(Digest image) {
        change(
                connection -> {
                    for (String table : new String[] {"assignment", "name", "image"}) {
                        try (PreparedStatement delete =
                                connection.prepareStatement("DELETE FROM " + table + " WHERE digest = ?")) {
                            delete.setString(1, image.toString());
                            delete.executeUpdate();
                        }
                    }
                },
                now -> now.withoutImage(image));
    }

    public void assign(Digest image, Collection<String> nodes) {
        synchronized (turn) {
            long next = contents.lastTurn() + 1;
            assigned(image, nodes, assigned -> assigned.with(nodes, next));
        }
    }

    public void unassign(Digest image, Collection<String> nodes) {
        assigned(image, nodes, assigned -> assigned.without(nodes));
    }

    /** Nodes to which the image is not assigned are passed over. */
    public void pause(Digest image, Collection<String> nodes, boolean rest) {
        assigned(image, nodes, assigned -> assigned.paused(nodes, rest));
    }

    private void assigned(Digest image, Collection<String> nodes, UnaryOperator<Assigned> how) {
        synchronized (turn) {
            if (contents.images().containsKey(image)) {
                Assigned after = how.apply(contents.assigned(image));
                change(
                        connection -> Rows.assign(connection, image, nodes, after),
                        now -> now.withAssigned(image, after));
            }
        }
    }

    /**
     * Reserves numbers that no earlier or later run of this tracker gets from here.
     *
     * @param atLeast the first is no smaller
     * @return the first of {@code count}
     */
    public long reserve(String key, long atLeast, long count) {
        return database.transaction(connection -> Rows.reserve(connection, key, atLeast, count));
    }

    private interface Change {
        void on(Connection connection) throws SQLException;
    }

    private void change(Change onDisk, UnaryOperator<Contents> inMemory) {
        synchronized (turn) {
            Contents after = inMemory.apply(contents);
            database.transaction(connection -> {
                onDisk.on(connection);
                return after;
            });
            contents = after;
            listener.accept(after);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
