package org.peerboot.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;
import org.peerboot.history.History;
import org.peerboot.history.Running;
import org.peerboot.history.Saved;
import org.peerboot.policy.Policy;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.Weighing;

/** A week is recorded in which leaf2's uplink is busy on Monday at nine, and at no other hour. */
class UsualLoadsTest {
    private static final long MONDAY =
            LocalDate.of(2026, 11, 30).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    private static final int HOURS = 168;

    private final Planner planner = new Planner(Policy.standard());
    private final ViewBuilder cluster = new ViewBuilder()
            .leaf("leaf1", "n1")
            .leaf("leaf2", "n2")
            .leaf("leaf3", "n3")
            .image("os:1", "n[1-3]");

    private static Loads.Uplink uplink(double share) {
        Load load = Load.first(share, 0, "peers below leaf2");
        return new Loads.Uplink(load, load);
    }

    private static History recorded() {
        History history = new History(ZoneOffset.UTC, Saved.NOTHING, Running.NONE);
        for (int hour = 0; hour < HOURS; hour++) {
            for (int second = 0; second < 60; second++) {
                double share = hour == 9 ? 0.9 : 0.05;
                history.take(Map.of("leaf2", uplink(share)), at(0, hour) + second * 1000L);
            }
        }
        return history;
    }

    private static long at(int week, int hour) {
        return MONDAY + (week * HOURS + hour) * 3_600_000L;
    }

    /** Whether the rule for usual loads makes n1 spare a source. */
    private boolean spares(History history, int week, int hour, String source) {
        history.take(Map.of(), at(week, hour));
        TrackerUpdate update = planner.update(cluster.usual(history.usual()).view(), "n1", 1);
        Weighing rule = update.weighings().stream()
                .filter(one -> one.rule().equals("spare-usually-loaded-uplinks"))
                .findFirst()
                .orElseThrow();
        return update.images().get(0).candidates().stream()
                .filter(candidate -> candidate.node().equals(source))
                .anyMatch(candidate -> rule.matches(candidate.attributes(), 0));
    }

    @Test
    void aWeekLaterTheSwitchIsSparedOnMondayAtNineAlone() {
        assertThat(LocalDate.of(2026, 11, 30).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
        History history = recorded();
        assertThat(spares(history, 1, 8, "n2")).isFalse();
        assertThat(spares(history, 1, 9, "n2")).isTrue();
        assertThat(spares(history, 1, 9, "n3")).isFalse();
        assertThat(spares(history, 1, 10, "n2")).isFalse();
        assertThat(spares(history, 1, 24 + 9, "n2")).isFalse();
    }

    @Test
    void whoIsBelowTheSwitchHearsOfTheHour() {
        History history = recorded();
        history.take(Map.of(), at(1, 8));
        ClusterView before = cluster.usual(history.usual()).view();
        history.take(Map.of(), at(1, 9));
        assertThat(planner.affected(before, cluster.usual(history.usual()).view()))
                .contains("n1", "n2");
    }

    @Test
    void aWeekWithoutThatLoadHalvesIt() {
        History history = new History(ZoneOffset.UTC, recorded().saved(), Running.NONE);
        for (int second = 0; second < 60; second++) {
            history.take(Map.of("leaf2", uplink(0)), at(1, 9) + second * 1000L);
        }
        history.take(Map.of(), at(1, 10));
        history.take(Map.of(), at(2, 9));
        assertThat(history.usual().get("leaf2").up().value()).isEqualTo(0.45);
    }

    /** The source is reliable for all others. */
    @Test
    void aDestinationThatOftenLosesASourceSparesItAlone() {
        cluster.failures("n2", "n1", 0.5);
        assertThat(failures("n1", "n2")).isEqualTo(0.5);
        assertThat(failures("n3", "n2")).isNull();
        assertThat(planner.update(cluster.view(), "n1", 1).weighings())
                .contains(new Weighing("prefer-reliable-pairs", "pair.failures", 0.2, 0.4, 0.1));
    }

    private @Nullable Double failures(String destination, String source) {
        AttributeValue value = planner.update(cluster.view(), destination, 1).images().get(0).candidates().stream()
                .filter(candidate -> candidate.node().equals(source))
                .findFirst()
                .orElseThrow()
                .attributes()
                .get("pair.failures");
        return value == null ? null : (Double) value.value();
    }

    @Test
    void lessThanAMinuteIsNoHour() {
        History history = new History(ZoneOffset.UTC, Saved.NOTHING, Running.NONE);
        history.take(Map.of("leaf2", uplink(0.9)), at(0, 9));
        history.take(Map.of(), at(1, 9));
        assertThat(history.usual()).isEmpty();
    }
}
