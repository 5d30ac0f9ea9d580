package org.peerboot.simulate;

import java.util.Arrays;

/**
 * Links by what each of their flows could have, the least first. A heap that keeps the figures beside the links: to look
 * for them in the links, which lie anywhere, was most of what sharing cost.
 */
final class Narrowest {
    private Link[] links = new Link[1024];
    private double[] shares = new double[1024];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void add(Link link) {
        if (size == links.length) {
            links = Arrays.copyOf(links, 2 * size);
            shares = Arrays.copyOf(shares, 2 * size);
        }
        double share = link.share();
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (share >= shares[parent]) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        put(at, link, share);
    }

    Link remove() {
        Link least = links[0];
        size--;
        Link last = links[size];
        double share = shares[size];
        int at = 0;
        while (at < size >>> 1) {
            int child = 2 * at + 1;
            if (child + 1 < size && shares[child] > shares[child + 1]) {
                child++;
            }
            if (share <= shares[child]) {
                break;
            }
            move(child, at);
            at = child;
        }
        put(at, last, share);
        return least;
    }

    private void move(int from, int to) {
        put(to, links[from], shares[from]);
    }

    private void put(int at, Link link, double share) {
        links[at] = link;
        shares[at] = share;
    }
}
