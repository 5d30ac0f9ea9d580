package org.peerboot.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;
import org.peerboot.attributes.Pair;
import org.peerboot.image.RefusedException;

class HistoryTest {
    private static final long HOUR = 3_600_000;
    private static final long WEEK = 168 * HOUR;

    private final History history = new History(ZoneOffset.UTC, Saved.NOTHING, Running.NONE);

    /** For ten minutes n1 sends 50 bytes a second to each of two, and is lost in some of them. */
    private static void serve(History history, long from, int minutesLost) {
        history.take(Map.of(), from);
        for (int second = 0; second < 600; second++) {
            history.moved("n1", "n2", 50, from + second * 1000L);
            history.moved("n1", "n3", 50, from + second * 1000L + 500);
            if (second / 60 < minutesLost) {
                history.lost("n1", "n2", from + second * 1000L);
            }
        }
    }

    @Test
    void knowsEachHourOfTheWeekOnItsOwn() {
        serve(history, 0, 3);
        assertThat(history.failures()).as("this hour is not over").isEmpty();
        assertThat(history.take(Map.of(), HOUR - 1)).isFalse();
        assertThat(history.take(Map.of(), HOUR)).isTrue();
        assertThat(history.failures()).as("of another hour").isEmpty();
        history.take(Map.of(), WEEK);
        assertThat(history.failures()).containsOnlyKeys("n1");
        assertThat(history.failures().get("n1").value()).isEqualTo(0.3);
        assertThat(history.failures().get("n1").source()).isEqualTo("history, thursday 0 h");
        assertThat(history.received("n2")).isEqualTo(50);
        assertThat(history.received("n1")).isZero();
    }

    @Test
    void theNewestWeekCountsAHalf() {
        serve(history, 0, 8);
        history.take(Map.of(), HOUR);
        serve(history, WEEK, 0);
        history.take(Map.of(), WEEK + HOUR);
        history.take(Map.of(), 2 * WEEK);
        assertThat(history.failures().get("n1").value()).isEqualTo(0.4);
    }

    @Test
    void aWeekInWhichNobodyAskedTeachesNothing() {
        serve(history, 0, 8);
        history.take(Map.of(), HOUR);
        history.take(Map.of(), WEEK);
        history.take(Map.of(), WEEK + HOUR);
        history.take(Map.of(), 2 * WEEK);
        assertThat(history.failures().get("n1").value()).isEqualTo(0.8);
    }

    @Test
    void knowsWhichDestinationLostTheSource() {
        serve(history, 0, 3);
        history.take(Map.of(), HOUR);
        history.take(Map.of(), WEEK);
        assertThat(history.pairFailures().get(new Pair("n1", "n2")).value()).isEqualTo(0.3);
        assertThat(history.pairFailures().get(new Pair("n1", "n3")).value()).isZero();
        assertThat(history.pairFailures()).hasSize(2);
    }

    @Test
    void outlivesTheTracker() {
        serve(history, 0, 3);
        history.take(Map.of(), HOUR);
        assertThat(history.saved().nodes())
                .isEqualTo(Map.of(
                        "n1", Map.of(72, new Habit(0.3, 100, 0)),
                        "n2", Map.of(72, new Habit(0, 0, 50)),
                        "n3", Map.of(72, new Habit(0, 0, 50))));
        assertThat(history.saved().pairs()).containsEntry("n1>n2", Map.of(72, new Habit(0.3, 50, 0)));
        History again = new History(ZoneOffset.UTC, history.saved(), history.running());
        again.take(Map.of(), WEEK);
        assertThat(again.failures().get("n1").value()).isEqualTo(0.3);
        assertThat(again.pairFailures().get(new Pair("n1", "n2")).value()).isEqualTo(0.3);
        assertThatThrownBy(() -> new Habit(1.5, 0, 0)).isInstanceOf(RefusedException.class);
    }

    /** The tracker stops after the first ten minutes of an hour, and another goes on in it or long after. */
    @Test
    void takesTheHourInWhichTheTrackerStoppedWhereItWas() {
        Load busy = Load.first(0.8, 0, "test");
        for (int second = 0; second < 60; second++) {
            history.take(Map.of("leaf1", new Loads.Uplink(busy, busy)), 1000 + second * 1000L);
        }
        serve(history, 60_000, 3);
        History again = new History(ZoneOffset.UTC, history.saved(), history.running());
        serve(again, 20 * 60_000, 10);
        again.take(Map.of(), HOUR);
        again.take(Map.of(), WEEK);
        assertThat(again.failures().get("n1").value())
                .as("thirteen minutes of twenty")
                .isEqualTo(0.65);
        assertThat(again.usual().get("leaf1").up().value()).isEqualTo(0.8);

        History late = new History(ZoneOffset.UTC, history.saved(), history.running());
        late.take(Map.of(), 30 * HOUR);
        late.take(Map.of(), WEEK);
        assertThat(late.failures().get("n1").value()).isEqualTo(0.3);
    }

    @Test
    void sumsAnHourUpOnce() {
        serve(history, 1000, 3);
        Running left = history.running();
        history.take(Map.of(), HOUR);
        History again = new History(ZoneOffset.UTC, history.saved(), left);
        again.take(Map.of(), 2 * HOUR);
        assertThat(again.saved().nodes()).isEqualTo(history.saved().nodes());
    }

    @Test
    void keepsThoseThatWereLostWhereThereIsNoRoomForAll() {
        Habits few = new Habits(3, 2, Map.of());
        few.sent("n1", 10, 0);
        few.sent("n2", 10, 0);
        few.lost("n3", 0);
        few.sumUp(0);
        assertThat(few.saved()).containsKey("n3").hasSize(2);
    }
}
