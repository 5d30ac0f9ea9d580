package org.peerboot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WriteBehindTest {
    private static final long PIECE = 4L << 20;

    private final List<Integer> synced = new ArrayList<>();

    @Test
    void anImageIsSyncedEachTimeAStepOfItWaits() throws Exception {
        WriteBehind behind = new WriteBehind(synced::add);
        for (long written = 0; written < 3 * WriteBehind.STEP; written += PIECE) {
            behind.wrote(7, PIECE);
        }
        assertThat(synced).containsExactly(7, 7, 7);
    }

    @Test
    void aStepMayBeOfSeveralFiles() throws Exception {
        WriteBehind behind = new WriteBehind(synced::add);
        behind.wrote(1, WriteBehind.STEP - PIECE);
        behind.wrote(2, PIECE);
        behind.wrote(2, PIECE);
        assertThat(synced).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void stepsInManyFilesAreLeftToTheEnd() throws Exception {
        WriteBehind behind = new WriteBehind(synced::add);
        for (int file = 0; file < 100; file++) {
            behind.wrote(file, WriteBehind.STEP / (WriteBehind.FEW + 1) + 1);
        }
        assertThat(synced).isEmpty();
    }

    @Test
    void othersWriteOnWhileOneSyncsUntilTooMuchWaits() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch disk = new CountDownLatch(1);
        WriteBehind behind = new WriteBehind(file -> {
            synced.add(file);
            begun.countDown();
            await(disk);
        });
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = writers.submit(() -> wrote(behind, WriteBehind.STEP));
            await(begun);
            behind.wrote(0, WriteBehind.MOST - 1);
            Future<?> beyond = writers.submit(() -> wrote(behind, 1));
            assertThat(first.isDone() || beyond.isDone()).isFalse();
            disk.countDown();
            first.get();
            beyond.get();
            assertThat(synced).containsExactly(0, 0);
        } finally {
            disk.countDown();
            writers.shutdownNow();
        }
    }

    private static Void wrote(WriteBehind behind, long bytes) throws IOException {
        behind.wrote(0, bytes);
        return null;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
