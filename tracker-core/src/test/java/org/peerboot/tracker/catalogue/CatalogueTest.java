package org.peerboot.tracker.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.image.RefusedException;

class CatalogueTest {
    @TempDir
    Path dir;

    private static CatalogueImage image(String name, int number) {
        byte[] manifest = {(byte) number};
        return new CatalogueImage(
                Digest.of(manifest),
                name,
                Access.USER,
                number,
                1,
                new Blob(manifest),
                "key",
                new Blob(new byte[] {9}),
                "ann",
                number,
                false);
    }

    private Catalogue open() {
        return Catalogue.open(dir.resolve("tracker.db"));
    }

    @Test
    void whatItShowedIsThereAgainAfterItWasOpenedAnew() {
        CatalogueImage one = image("~ann/a:1", 1);
        CatalogueImage two = image("~ann/a:1", 2);
        Contents shown;
        try (Catalogue catalogue = open()) {
            catalogue.publish(one);
            catalogue.publish(two);
            catalogue.assign(one.digest(), List.of("n1", "n2", "n3"));
            catalogue.pause(one.digest(), List.of("n2", "n9"), true);
            catalogue.unassign(one.digest(), List.of("n3"));
            shown = catalogue.contents();
        }
        assertThat(shown.find("~ann/a:1")).isEqualTo(two);
        assertThat(shown.find(one.digest().toString())).isEqualTo(one);
        assertThat(shown.assigned(one.digest()).nodes()).containsExactly("n1", "n2");
        assertThat(shown.assigned(one.digest()).paused()).containsExactly("n2");
        assertThat(one.owner()).isEqualTo("ann");
        try (Catalogue catalogue = open()) {
            assertThat(catalogue.contents()).isEqualTo(shown);
        }
    }

    @Test
    void removingAnImageRemovesItsNameAndAssignments() {
        CatalogueImage one = image("a:1", 1);
        try (Catalogue catalogue = open()) {
            List<Contents> told = new ArrayList<>();
            catalogue.listen(told::add);
            catalogue.publish(one);
            catalogue.assign(one.digest(), List.of("n1"));
            catalogue.remove(one.digest());
            assertThat(told).hasSize(3);
            assertThat(told.get(2)).isEqualTo(catalogue.contents());
        }
        try (Catalogue catalogue = open()) {
            assertThat(catalogue.contents().images()).isEmpty();
            assertThat(catalogue.contents().names()).isEmpty();
            assertThat(catalogue.contents().assigned()).isEmpty();
        }
    }

    @Test
    void numbersAreReservedOnceWhateverTheClockSays() {
        try (Catalogue catalogue = open()) {
            assertThat(catalogue.reserve("epoch", 1000, 50)).isEqualTo(1000);
        }
        try (Catalogue catalogue = open()) {
            assertThat(catalogue.reserve("epoch", 10, 50)).isEqualTo(1050);
            assertThat(catalogue.reserve("epoch", 9000, 50)).isEqualTo(9000);
        }
    }

    @Test
    void refusesADatabaseOfANewerReleaseAndOneThatIsNone() throws Exception {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("tracker.db"))) {
            connection.createStatement().execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("has schema 99, which this release does not know; run the release that wrote it");
        Path rubbish = Files.write(dir.resolve("rubbish.db"), new byte[5000]);
        assertThatThrownBy(() -> Catalogue.open(rubbish))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("database " + rubbish + ": cannot be used");
    }

    @Test
    void bringsAnOlderDatabaseUpToDate() throws Exception {
        byte[] bootable = "{\"boot\":{\"kernel\":\"boot/vmlinuz\"},\"name\":\"os:1\"}".getBytes(StandardCharsets.UTF_8);
        byte[] data = "{\"name\":\"data:1\"}".getBytes(StandardCharsets.UTF_8);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("tracker.db"));
                InputStream first = Catalogue.class.getResourceAsStream("1.sql")) {
            connection.createStatement().executeUpdate(new String(first.readAllBytes(), StandardCharsets.UTF_8));
            connection.createStatement().executeUpdate("PRAGMA user_version = 1");
            int published = 0;
            for (byte[] manifest : new byte[][] {bootable, data}) {
                try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO image VALUES (?, 'a:1', 'system', 1, 1, ?, 'key', x'09', 'root', ?)")) {
                    insert.setString(1, Digest.of(manifest).toString());
                    insert.setBytes(2, manifest);
                    insert.setInt(3, published++);
                    insert.executeUpdate();
                }
                connection
                        .createStatement()
                        .executeUpdate("INSERT INTO assignment VALUES ('" + Digest.of(manifest) + "', 'n1', 0)");
            }
        }
        try (Catalogue catalogue = open()) {
            assertThat(catalogue.contents().boot("n1"))
                    .extracting(CatalogueImage::digest)
                    .isEqualTo(Digest.of(bootable));
            assertThat(catalogue.contents().boot("n2")).isNull();
        }
    }
}
