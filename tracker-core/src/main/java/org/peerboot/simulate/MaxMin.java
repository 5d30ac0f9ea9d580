package org.peerboot.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * Max-min fair rates by progressive filling (Bertsekas and Gallager, Data Networks, 6.5.2): the link with the least for
 * each of its flows settles them, then the next.
 */
final class MaxMin {
    /** No flow stands still, whatever rounding leaves of a link. */
    private static final double LEAST = 1;

    private final Narrowest narrowest = new Narrowest();

    void share(List<Flow> flows) {
        List<Link> links = new ArrayList<>();
        for (Flow flow : flows) {
            flow.settled = false;
            for (int hop = 0; hop < flow.path.length; hop++) {
                if (flow.slots[hop] == 0) {
                    links.add(flow.path[hop]);
                }
            }
        }
        for (Link link : links) {
            link.reopen();
            narrowest.add(link);
        }
        while (!narrowest.isEmpty()) {
            Link link = narrowest.remove();
            if (link.open() == 0) {
                continue;
            }
            if (link.reshare()) {
                narrowest.add(link);
            } else {
                settle(link);
            }
        }
    }

    private static void settle(Link link) {
        double rate = Math.max(link.share(), LEAST);
        for (Flow flow : link.flows()) {
            if (!flow.settled) {
                flow.settled = true;
                flow.rate = rate;
                for (Link other : flow.path) {
                    other.settle(rate);
                }
            }
        }
    }
}
