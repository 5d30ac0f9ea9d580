package org.peerboot.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerboot.image.RefusedException;

class RecordTableTest {
    private static final byte[] GOOD = TableBytes.of("2", "3", "name", "size", "n1", "1", "", "-2", "n\u00fc3", "3");

    @Test
    void findsColumnsByTheirNames() {
        RecordTable table = new RecordTable("nodes", GOOD);
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.column("name").text(0)).isEqualTo("n1");
        assertThat(table.column("name").text(1)).isEmpty();
        assertThat(table.column("name").text(2)).isEqualTo("n\u00fc3");
        assertThat(table.column("size").number(1)).isEqualTo(-2);
    }

    @Test
    void bearsNoRows() {
        assertThat(TableBytes.table("1", "0", "name").rows()).isZero();
    }

    @Test
    void givesOneStringForWhatIsTheSameInRowAfterRow() {
        RecordTable.Column column =
                TableBytes.table("1", "3", "partition", "all", "all", "debug").column("partition");
        String first = column.text(0);
        assertThat(column.text(1)).isSameAs(first);
        assertThat(column.text(2)).isEqualTo("debug");
        assertThat(column.text(0)).isEqualTo("all");
    }

    @Test
    void namesTheColumnThatIsMissing() {
        assertThatThrownBy(() -> new RecordTable("nodes", GOOD).column("weight"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the library's nodes")
                .hasMessageContaining("weight");
    }

    @Test
    void namesTheFieldThatIsNoNumber() {
        assertThatThrownBy(() -> new RecordTable("nodes", GOOD).column("name").number(0))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("'n1'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "x,0",
                "1,x",
                "0,0",
                "-1,1",
                "1,-1,name",
                "2,1,name,size,n1",
                "1,1,name,n1,n2",
                "1,99999999999,name",
                "9223372036854775807,2,a,b",
                "1001,0,a"
            })
    void refusesCountsThatDoNotFit(String fields) {
        assertThatThrownBy(() -> TableBytes.table(fields.split(","))).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesWhatIsCutOffAnywhere() {
        for (int length = 0; length < GOOD.length; length++) {
            byte[] cut = Arrays.copyOf(GOOD, length);
            assertThatThrownBy(() -> new RecordTable("nodes", cut)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void neverFailsInAnotherWayThanByRefusing() {
        Random random = new Random(8812);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = GOOD.clone();
            for (int j = 0; j <= i % 3; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextInt(4) == 0 ? 0 : random.nextInt(256));
            }
            try {
                RecordTable table = new RecordTable("nodes", bytes);
                for (int row = 0; row < table.rows(); row++) {
                    table.column("name").text(row);
                    table.column("size").number(row);
                }
            } catch (RefusedException e) {
                assertThat(e.remedy()).isNotEmpty();
            }
        }
    }
}
