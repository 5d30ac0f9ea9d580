package org.peerboot.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerboot.image.RefusedException;

class SqueueTest {
    private static final List<SlurmJob> JOBS = Recorded.all("squeue.txt", Squeue::job);

    private static SlurmJob job(long id) {
        return JOBS.stream().filter(job -> job.jobId() == id).findAny().orElseThrow();
    }

    @Test
    void readsARunningJob() {
        assertThat(job(3))
                .isEqualTo(new SlurmJob(
                        3, "3", 0, "RUNNING", "excl", "", "", "NO", "n3", "", 1_795_432_828L, 1_795_434_028L));
    }

    @Test
    void readsTasksOfArraysAndPartsOfHeterogeneousJobs() {
        assertThat(job(10).label()).isEqualTo("4_1");
        assertThat(job(4).label()).isEqualTo("4_[3-9%2]");
        assertThat(job(8).label()).isEqualTo("7+1");
    }

    @Test
    void readsPlansOfTheScheduler() {
        assertThat(job(7).plannedNodes()).isEqualTo("n2");
        assertThat(job(7).startSeconds()).isEqualTo(1_795_434_338L);
        assertThat(job(9).plannedNodes()).isEmpty();
        assertThat(job(9).startSeconds()).isZero();
    }

    @Test
    void knowsNoEndOfAJobWithoutALimit() {
        assertThat(job(2).endSeconds()).isZero();
        assertThat(Squeue.job("2|2|0|RUNNING|all|(null)|(null)|OK|n1|(null)|1795433737|1826969737|UNLIMITED")
                        .endSeconds())
                .isZero();
        assertThat(job(1).endSeconds()).isEqualTo(1_795_434_628L);
    }

    @Test
    void writesTheLabelThatSqueueWrites() {
        assertThat(SlurmJob.label(10, 4, 1, "", 0, 0)).isEqualTo("4_1");
        assertThat(SlurmJob.label(4, 4, -1, "3-9%2", 0, 0)).isEqualTo("4_[3-9%2]");
        assertThat(SlurmJob.label(8, 0, -1, "", 7, 1)).isEqualTo("7+1");
        assertThat(SlurmJob.label(9, 0, -1, "", 0, 0)).isEqualTo("9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "x|3|0|RUNNING|excl|(null)|(null)|NO|n3|(null)|1|2|3:00",
                "3|3|0|RUNNING|excl|(null)|(null)|NO|n3|(null)|1|2",
                "3|3|0|RUNNING|a|b|excl|(null)|(null)|NO|n3|(null)|1|2|3:00"
            })
    void refusesALineOfAnotherFormRatherThanLoseAJob(String line) {
        assertThatThrownBy(() -> Squeue.job(line))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("does not have the 13 fields");
    }
}
