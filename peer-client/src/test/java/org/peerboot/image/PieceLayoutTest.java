package org.peerboot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PieceLayoutTest {
    private static final long MIB = 1 << 20;

    /** Sizes in MiB, pieces in KiB. */
    @ParameterizedTest
    @CsvSource({
        "0, 256",
        "14, 256",
        "256, 256",
        "270, 256",
        "600, 512",
        "1024, 512",
        "2100, 1024",
        "3000, 1024",
        "20480, 1024",
        "40000, 2048",
        "9000000, 4096"
    })
    void aboutTwoThousandPiecesOfAMebibyteAtMostUnlessThereWouldBeVeryMany(long size, int piece) {
        assertThat(PieceLayout.of(size * MIB).pieceSize()).isEqualTo(piece << 10);
    }

    @Test
    void theLastPieceIsWhatIsLeft() {
        PieceLayout layout = PieceLayout.of(14 * MIB + 1);
        assertThat(layout.count()).isEqualTo(57);
        assertThat(layout.length(55)).isEqualTo(256 << 10);
        assertThat(layout.length(56)).isEqualTo(1);
        assertThat(layout.pieceAt(14 * MIB)).isEqualTo(56);
    }

    @Test
    void piecesOfOtherSizesAreRefused() {
        assertThat(new PieceLayout(MIB, 4 << 20).count()).isOne();
        for (int piece : new int[] {0, 128 << 10, 300_000, 8 << 20}) {
            assertThatThrownBy(() -> new PieceLayout(MIB, piece))
                    .hasMessageContaining("is not a power of two from 256 KiB to 4 MiB");
        }
    }
}
