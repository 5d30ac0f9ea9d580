package org.peerboot.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peerboot.image.RefusedException;

class NodeHistoryTest {
    private static final long HOUR = 3_600_000;
    private static final long WEEK = 168 * HOUR;

    private final NodeHistory history = new NodeHistory(ZoneOffset.UTC, Saved.NOTHING);

    /** For ten minutes n1 sends 50 bytes a second to each of two, and is lost in some of them. */
    private static void serve(NodeHistory history, long from, int minutesLost) {
        history.take(from);
        for (int second = 0; second < 600; second++) {
            history.moved("n1", "n2", 50, from + second * 1000L);
            history.moved("n1", "n3", 50, from + second * 1000L + 500);
            if (second / 60 < minutesLost) {
                history.lost("n1", from + second * 1000L);
            }
        }
    }

    @Test
    void knowsEachHourOfTheWeekOnItsOwn() {
        serve(history, 0, 3);
        assertThat(history.failures()).as("this hour is not over").isEmpty();
        assertThat(history.take(HOUR - 1)).isFalse();
        assertThat(history.take(HOUR)).isTrue();
        assertThat(history.failures()).as("of another hour").isEmpty();
        history.take(WEEK);
        assertThat(history.failures()).containsOnlyKeys("n1");
        assertThat(history.failures().get("n1").value()).isEqualTo(0.3);
        assertThat(history.failures().get("n1").source()).isEqualTo("history, thursday 0 h");
        assertThat(history.received("n2")).isEqualTo(50);
        assertThat(history.received("n1")).isZero();
    }

    @Test
    void theNewestWeekCountsAHalf() {
        serve(history, 0, 8);
        history.take(HOUR);
        serve(history, WEEK, 0);
        history.take(WEEK + HOUR);
        history.take(2 * WEEK);
        assertThat(history.failures().get("n1").value()).isEqualTo(0.4);
    }

    @Test
    void aWeekInWhichNobodyAskedTeachesNothing() {
        serve(history, 0, 8);
        history.take(HOUR);
        history.take(WEEK);
        history.take(WEEK + HOUR);
        history.take(2 * WEEK);
        assertThat(history.failures().get("n1").value()).isEqualTo(0.8);
    }

    @Test
    void outlivesTheTracker() {
        serve(history, 0, 3);
        history.take(HOUR);
        assertThat(history.saved())
                .isEqualTo(Map.of(
                        "n1", Map.of(72, new Habit(0.3, 100, 0)),
                        "n2", Map.of(72, new Habit(0, 0, 50)),
                        "n3", Map.of(72, new Habit(0, 0, 50))));
        NodeHistory again = new NodeHistory(ZoneOffset.UTC, new Saved(1, Map.of(), history.saved()));
        again.take(WEEK);
        assertThat(again.failures().get("n1").value()).isEqualTo(0.3);
        assertThatThrownBy(() -> new Habit(1.5, 0, 0)).isInstanceOf(RefusedException.class);
    }
}
