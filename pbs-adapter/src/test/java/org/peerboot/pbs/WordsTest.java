package org.peerboot.pbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerboot.cluster.JobState;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "free, false, idle",
        "free, true, mixed",
        "job-busy, true, allocated",
        "job-exclusive, true, allocated",
        "busy, false, allocated",
        "resv-exclusive, false, allocated reserved",
        "'offline,job-busy', true, allocated drain",
        "'free|job-busy', true, mixed",
        "'state-unknown,down', false, down not-responding",
        "'down,offline', false, down drain",
        "Stale, false, unknown invalid-registration",
        "initializing, false, unknown not-responding",
        "unresolvable, false, unknown not-responding",
        "maintenance, false, idle maintenance",
        "sleep, false, idle powered-down",
        "provisioning, false, idle rebooting",
        "wait-provisioning, false, idle reboot-requested",
        "hibernating, false, unknown"
    })
    void ofAHost(String vnodes, boolean jobs, String states) {
        assertThat(NodeWords.states(List.of(vnodes.split("\\|")), jobs).stream()
                        .map(Object::toString)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(states.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "Q, 10, false, PENDING",
        "W, 30, false, PENDING",
        "R, 42, true, RUNNING",
        "R, 41, true, RUNNING",
        "R, 71, true, CONFIGURING",
        "S, 43, true, SUSPENDED",
        "E, 51, true, COMPLETING",
        "X, 91, false, ENDED",
        "?, 1, true, RUNNING",
        "?, 1, false, PENDING"
    })
    void ofAJob(String letter, String substate, boolean hasVnodes, JobState state) {
        assertThat(JobWords.state(letter, substate, hasVnodes)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "1795413989, 1795413989000",
        "Mon Nov  2 06:05:00 2026, 1793599500000",
        "0, ",
        "99999999999999999, ",
        "tomorrow, "
    })
    void ofATime(String text, Long millis) {
        assertThat(Times.millis(text)).isEqualTo(millis);
    }
}
