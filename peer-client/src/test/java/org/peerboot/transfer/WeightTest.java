package org.peerboot.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Json;
import org.peerboot.wire.Weighing;

class WeightTest {
    private static final Weighing NEAR_JOB = Weighing.belowTransfer("near-job", "job.starts", 0.1);

    private static Weight weight(Weighing weighing, double starts, double secondsNeeded) {
        AttributeValue value = new AttributeValue(starts, "s", 0, "slurm, job 8815");
        Candidate candidate = new Candidate("n1", "10.0.0.1", 7071, "leaf1", false, "", Map.of("job.starts", value));
        return Weight.of(candidate, List.of(weighing), secondsNeeded);
    }

    @Test
    void fallsWhereAJobBeginsBeforeTheTransferIsOver() {
        assertThat(weight(NEAR_JOB, 60, 90)).isEqualTo(new Weight(0.1, "near-job", "job.starts = 60"));
        assertThat(weight(NEAR_JOB, 60, 60)).isEqualTo(Weight.FULL);
        assertThat(weight(NEAR_JOB, 0, Double.POSITIVE_INFINITY).value()).isEqualTo(0.1);
    }

    @Test
    void fallsBelowANumberWhateverTheTransferNeeds() {
        Weighing soon = Weighing.below("soon", "job.starts", 30, 0.5);
        assertThat(weight(soon, 20, 0).value()).isEqualTo(0.5);
        assertThat(weight(soon, 30, 1000).value()).isEqualTo(1);
    }

    /** It reads {@code above} alone, and no source exceeds that. */
    @Test
    void staysInTheEyesOfAPeerThatDoesNotKnowWhatBelowMeans() {
        Weighing old = new Weighing("near-job", "job.starts", NEAR_JOB.above(), NEAR_JOB.factor());
        assertThat(weight(old, 86_400, 90)).isEqualTo(Weight.FULL);
        assertThat(Json.read(Json.write(NEAR_JOB), Weighing.class, "the tracker"))
                .isEqualTo(NEAR_JOB);
    }
}
