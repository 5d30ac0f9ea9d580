package org.peerboot.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private record Event(long at, int number) {}

    private final Random random = new Random(7);
    private final Timeline time = new Timeline(random);
    private final List<Event> planned = new ArrayList<>();
    private final List<Event> seen = new ArrayList<>();

    @Test
    void eventsComeInTheOrderOfTheirTimesAndThoseOfOneMomentAsTheyWerePlanned() {
        for (int i = 0; i < 5000; i++) {
            plan(i);
        }
        for (int i = 5000; time.pending() > 0; i++) {
            time.step();
            if (i < 8000) {
                plan(i);
            }
        }
        planned.sort(Comparator.comparingLong(Event::at));
        assertThat(seen).hasSize(8000).isEqualTo(planned);
    }

    private void plan(int number) {
        long delay = random.nextInt(100);
        planned.add(new Event(time.now() + delay, number));
        time.in(delay, () -> seen.add(new Event(time.now(), number)));
    }
}
