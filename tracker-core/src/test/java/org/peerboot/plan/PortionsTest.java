package org.peerboot.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerboot.image.RefusedException;

final class PortionsTest {
    @Test
    void wavesAreRoundedUpAndGrow() {
        assertThat(Portions.waves(List.of("5%", "25%", "100%"), 16)).containsExactly(1, 4, 16);
        assertThat(Portions.waves(List.of("5%", "25%", "100%"), 512)).containsExactly(26, 128, 512);
        assertThat(Portions.waves(List.of("5%", "25%", "100%"), 2)).containsExactly(1, 2);
        assertThat(Portions.waves(List.of("1", "8", "100%"), 16)).containsExactly(1, 8, 16);
        assertThat(Portions.waves(List.of("99"), 3)).containsExactly(3);
    }

    @Test
    void refusesWavesThatAreNone() {
        for (List<String> waves : List.of(
                List.of("0%", "100%"), List.of("101%"), List.of("x"), List.of("-1"), List.of("1.5%"), List.of("0"))) {
            assertThatThrownBy(() -> Portions.waves(waves, 16)).isInstanceOf(RefusedException.class);
        }
        assertThatThrownBy(() -> Portions.waves(List.of("5%", "25%"), 16))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("end with 4 of 16 nodes");
    }

    @Test
    void theFuseIsRoundedDownButForOne() {
        assertThat(Portions.maxFailed("10%", 512)).isEqualTo(51);
        assertThat(Portions.maxFailed("10%", 4)).isEqualTo(1);
        assertThat(Portions.maxFailed("0%", 512)).isZero();
        assertThat(Portions.maxFailed("3", 512)).isEqualTo(3);
        assertThat(Portions.maxFailed("9", 4)).isEqualTo(4);
        assertThatThrownBy(() -> Portions.maxFailed("200%", 4)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> Portions.maxFailed("many", 4))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("max-failed \"many\"");
    }
}
