package org.peerboot.pbs;

import java.util.List;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Reservation;
import org.peerboot.cluster.Switch;
import org.peerboot.cluster.reader.Told;

/** What PBS said, in the words of a snapshot. */
record PbsNews(
        String version,
        List<Node> nodes,
        List<Switch> switches,
        List<Job> jobs,
        List<Reservation> reservations,
        List<String> warnings)
        implements Told {}
