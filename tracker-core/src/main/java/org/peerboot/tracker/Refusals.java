package org.peerboot.tracker;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.peerboot.image.RefusedException;
import org.peerboot.tracker.http.Reply;
import org.peerboot.tracker.http.Request;
import org.peerboot.tracker.http.Service;
import org.peerboot.tracker.http.StatusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many requests were refused, and who asked for some of them. Safe for use by several threads. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Clock clock;
    private final AtomicLong loggedSecond = new AtomicLong();
    private final Map<Integer, LongAdder> counts = new ConcurrentSkipListMap<>();

    Refusals(Clock clock) {
        this.clock = clock;
        // A series that begins with its first event shows no rise: these are there from the start.
        for (int status : new int[] {400, 401, 403, 404, 405, 409, 503}) {
            counts.put(status, new LongAdder());
        }
    }

    /** So far, by the answer's status. */
    Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((status, count) -> now.put(status.toString(), count.sum()));
        return now;
    }

    /** The same service, counted. */
    Service of(Service service) {
        return new Service() {
            @Override
            public Reply answer(Request request) {
                return counted(request, () -> service.answer(request));
            }

            @Override
            public Accepted accept(Request upgrade) {
                return counted(upgrade, () -> service.accept(upgrade));
            }

            @Override
            public int maxBody(String method, String path) {
                return service.maxBody(method, path);
            }

            @Override
            public boolean isSocket(String path) {
                return service.isSocket(path);
            }
        };
    }

    private <T> T counted(Request request, Supplier<T> answer) {
        try {
            return answer.get();
        } catch (StatusException e) {
            count(request, e.status(), e);
            throw e;
        } catch (RefusedException e) {
            count(request, 400, e);
            throw e;
        }
    }

    private void count(Request request, int status, RuntimeException refusal) {
        long second = clock.millis() / 1000;
        // One a second, lest whoever may not come in fills the disk with the log.
        if ((status == 401 || status == 403) && loggedSecond.getAndSet(second) != second) {
            LOG.warn(
                    "request refused status={} remote={} method={} path={} reason=\"{}\"",
                    status,
                    request.remote().getHostAddress(),
                    request.method(),
                    request.path(),
                    refusal.getMessage());
        }
        counts.computeIfAbsent(status, s -> new LongAdder()).increment();
    }
}
