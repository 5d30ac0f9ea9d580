package org.peerboot.attributes;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.AttributeValue;

/** The resource attributes that are measured, by the names that updates and policies call them. */
public enum Attribute {
    JOB_RUNNING("job.running", "bool", Of.NODE, "a job's processes may be on the node, or nobody knows"),
    JOB_EXCLUSIVE("job.exclusive", "bool", Of.NODE, "that job shares the node with no other, or nobody knows"),
    JOB_STARTS(
            "job.starts",
            "s",
            Of.NODE,
            "seconds until a job is planned to begin on the node, rounded down; unknown where none is within a day"),
    JOB_ENDS(
            "job.ends",
            "s",
            Of.NODE,
            "seconds until the last of its jobs ends by its time limit, rounded down; unknown where one has none"),
    NODE_LEAVES(
            "node.leaves",
            "s",
            Of.NODE,
            "seconds until the node goes to be drained, rebooted or maintained, rounded down; unknown where it does not"),
    TOPOLOGY_HOPS("topology.hops", "hops", Of.LINK, "links between source and destination: 2 on one leaf switch"),
    NETWORK_UTILIZATION(
            "network.utilization", "ratio", Of.NODE, "how busy others keep its link, from 0 to 1; unknown at first"),
    SWITCH_LOAD(
            "switch.load",
            "ratio",
            Of.LINK,
            "how busy others keep the busiest uplink between source and destination, from 0 to 1; unknown on one leaf"),
    SWITCH_USUAL(
            "switch.usual",
            "ratio",
            Of.LINK,
            "how busy others have kept the busiest of these uplinks in this hour of the weeks before; unknown at first"),
    HISTORY_FAILURES(
            "history.failures",
            "ratio",
            Of.NODE,
            "of the minutes in which it sent in this hour of the weeks before, the share in which somebody lost it"),
    PAIR_FAILURES(
            "pair.failures",
            "ratio",
            Of.LINK,
            "of the minutes in which it sent to this destination in this hour of the weeks before, the share in which it was lost"),
    FILESERVER_LOAD(
            "fileserver.load",
            "ratio",
            Of.NODE,
            "of the origin alone: how busy others keep its link, its disk or its NFS server, whichever is busiest, from 0 to 1"),
    FILESERVER_CPU(
            "fileserver.cpu",
            "ratio",
            Of.NODE,
            "of the origin alone: the share of time in which something waited for a processor there");

    /** What an attribute is a property of. */
    public enum Of {
        NODE,
        /** A source seen from a destination. */
        LINK
    }

    private static final Map<String, Attribute> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Attribute::key, attribute -> attribute));

    private final String key;
    private final String unit;
    private final Of of;
    private final String meaning;

    Attribute(String key, String unit, Of of, String meaning) {
        this.key = key;
        this.unit = unit;
        this.of = of;
        this.meaning = meaning;
    }

    /** Its name in updates, policies and {@code explain}. */
    public String key() {
        return key;
    }

    public String unit() {
        return unit;
    }

    public Of of() {
        return of;
    }

    public String meaning() {
        return meaning;
    }

    public boolean isTruth() {
        return unit.equals("bool");
    }

    /** Whether it is a load from 0 to 1, which comes and goes: one not to be followed at each turn. */
    public boolean isLoad() {
        return unit.equals("ratio");
    }

    /** Whether the origin has it, whoever the source is. */
    public boolean ofOriginToo() {
        return ofOriginAlone() || this == NETWORK_UTILIZATION || this == HISTORY_FAILURES;
    }

    /** Whether nodes do not have it. */
    public boolean ofOriginAlone() {
        return this == FILESERVER_LOAD || this == FILESERVER_CPU;
    }

    /** Whether it tells how soon something is planned. */
    public boolean isForesight() {
        return unit.equals("s");
    }

    /** Whether it is of the weeks before. */
    public boolean isHistory() {
        return this == SWITCH_USUAL || this == HISTORY_FAILURES || this == PAIR_FAILURES;
    }

    public AttributeValue value(double value, long ageMillis, String source) {
        return new AttributeValue(value, unit, ageMillis, source);
    }

    public static @Nullable Attribute of(String key) {
        return BY_KEY.get(key);
    }

    /** Every key, in the order of declaration. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Attribute::key).toList();
    }
}
