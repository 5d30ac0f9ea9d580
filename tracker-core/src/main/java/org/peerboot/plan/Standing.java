package org.peerboot.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Attribute;
import org.peerboot.attributes.JobStatus;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Outlook;
import org.peerboot.cluster.Node;
import org.peerboot.policy.NodeFacts;
import org.peerboot.wire.Limits;
import org.peerboot.wire.Weighing;

/**
 * What the policy says of one node, kept from view to view for as long as the node is in the same state.
 *
 * @param barred whether a rule takes it away from everybody as a source, for every image
 */
record Standing(
        State state, NodeFacts facts, Limits limits, Limits whenJobStarts, List<Weighing> weighings, boolean barred) {

    /** All that the policy can ask of a node, without ages. */
    record State(
            @Nullable Node node,
            @Nullable String cell,
            boolean running,
            boolean exclusive,
            boolean known,
            String by,
            Outlook outlook,
            Map<Attribute, Double> loads) {
        static State of(
                @Nullable Node node,
                @Nullable String cell,
                JobStatus job,
                Outlook outlook,
                Map<Attribute, Load> loads) {
            Map<Attribute, Double> told = new EnumMap<>(Attribute.class);
            loads.forEach((attribute, load) -> told.put(attribute, load.value()));
            return new State(node, cell, job.running(), job.exclusive(), job.known(), job.source(), outlook, told);
        }
    }
}
