package org.peerboot.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NarrowestTest {
    /** Which of two equal links settles first shows in the last digit of a rate, and so in every forecast. */
    @Test
    void linksComeInTheOrderOfAPriorityQueueEqualOnesToo() {
        Random random = new Random(7);
        Narrowest narrowest = new Narrowest();
        PriorityQueue<Link> queue = new PriorityQueue<>(Comparator.comparingDouble(Link::share));
        for (int i = 0; i < 3000; i++) {
            Link link = link(1 + random.nextInt(50));
            narrowest.add(link);
            queue.add(link);
            if (random.nextInt(3) == 0) {
                assertThat(narrowest.remove()).isSameAs(queue.remove());
            }
        }
        while (!queue.isEmpty()) {
            assertThat(narrowest.remove()).isSameAs(queue.remove());
        }
        assertThat(narrowest.isEmpty()).isTrue();
    }

    private static Link link(double share) {
        Link link = new Link(share);
        link.add(new Flow(new Link[] {link}, () -> {}), 0);
        link.reopen();
        return link;
    }
}
