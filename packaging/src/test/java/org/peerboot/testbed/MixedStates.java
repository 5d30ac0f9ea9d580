package org.peerboot.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;

/** A cluster with nodes and jobs of every kind that holds still. */
final class MixedStates {
    /** Real nodes n1 to n9; the others are names at addresses where nobody answers. */
    static final String[] OPTIONS = {
        "--nodes",
        "9",
        "--leaf",
        "5",
        "--no-peers",
        "--accounting",
        "--boot-seconds",
        "3600",
        "--resume-timeout",
        "3600",
        "--slurm-conf",
        "SchedulerParameters=bf_interval=5",
        "--slurm-conf",
        "SuspendProgram=/bin/true",
        "--slurm-conf",
        "ResumeProgram=/bin/true",
        "--slurm-conf",
        "SuspendTime=86400",
        "--slurm-conf",
        "SuspendTimeout=5",
        "--slurm-conf",
        "NodeName=g[1-4] NodeAddr=10.77.9.[1-4] CPUs=2 RealMemory=1000 Features=a,b State=UNKNOWN",
        "--slurm-conf",
        "NodeName=alias9 NodeHostName=realhost9 NodeAddr=10.77.9.9 CPUs=2 RealMemory=1000",
        "--slurm-conf",
        "NodeName=old1 NodeAddr=10.77.9.10 CPUs=2 RealMemory=1000",
        "--slurm-conf",
        "NodeName=later1 NodeAddr=10.77.9.13 CPUs=2 RealMemory=1000 State=FUTURE",
        "--slurm-conf",
        "PartitionName=far Nodes=g[1-4],alias9",
        "--slurm-conf",
        "PartitionName=shared Nodes=n3 OverSubscribe=YES:2 Hidden=YES"
    };

    /** Each a word for what some node or job of the cluster shows. */
    static final Map<String, Predicate<ClusterSnapshot>> KINDS = kinds();

    private MixedStates() {}

    static void bring(SlurmCluster cluster) throws IOException {
        hangingEpilog(cluster, "n6");
        cluster.exec("bash", "-euc", """
                job() { sbatch --parsable -o /dev/null "$@" --wrap 'sleep 100000'; }
                job -J 'two words NodeList=n4' --comment 'x State=DOWN Partitions=y' -w n1 -n1 -t 300
                suspended=$(job -J suspended -w n1 -n1 -t 300)
                job -J exclusive -w n2 --exclusive -t 300
                job -J shared -p shared -s -w n3 -n1 -t 300
                job -J array -p shared -w n3 -n1 -t 300 --array=1-9%1
                completing=$(job -J completing -w n6 -n1 -t 300)
                scontrol update nodename=n8,n9 state=power_down
                until [ "$(squeue -h -t R -o %i | grep -c .)" -ge 6 ]; do sleep 1; done
                until [ "$(sinfo -h -N -n n8,n9 -O StateComplete | grep -c powered_down)" = 2 ]; do sleep 1; done
                job -J configuring -w n9 -n1 -t 300
                sbatch --parsable -o /dev/null -J het -w n2 -n1 -t 7 : -w n1 -n1 --wrap 'sleep 1'
                job -J planned -w n1,n7 -N2 --exclusive -t 300
                job -J held -H -t 5 --qos high
                job -J unlimited -H
                scontrol suspend $suspended
                scancel $completing
                scontrol update nodename=n2 state=drain reason='two words State=IDLE Partitions=z'
                scontrol reboot nextstate=RESUME reason='new image' n3
                scontrol reboot ASAP nextstate=RESUME reason='new image' n5
                scontrol update nodename=g1 state=down reason=broken
                scontrol update nodename=g2 state=drain reason=broken
                scontrol update nodename=g3 state=fail reason=broken
                scontrol create reservation reservationname=repair starttime=now duration=600 nodes=g4 users=root flags=maint
                scontrol create reservation reservationname=course starttime=now duration=600 nodes=alias9 users=root
                scontrol create reservation reservationname=next starttime=now+2days duration=60 nodes=g[1-2] users=nobody
                """).good();
    }

    private static void hangingEpilog(SlurmCluster cluster, String node) throws IOException {
        Path script = cluster.directory().resolve("etc/epilog.d/90-hangs");
        Files.writeString(script, "#!/bin/sh\n[ \"$(hostname)\" != " + node + " ] || exec sleep 100000\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Map<String, Predicate<ClusterSnapshot>> kinds() {
        Map<String, Predicate<ClusterSnapshot>> kinds = new LinkedHashMap<>();
        kinds.put("node idle", has("n4", NodeState.IDLE));
        kinds.put("node mixed", has("n1", NodeState.MIXED));
        kinds.put("node draining", has("n2", NodeState.ALLOCATED, NodeState.DRAIN));
        kinds.put("node reboot requested", has("n3", NodeState.REBOOT_REQUESTED));
        kinds.put("node rebooting", has("n5", NodeState.REBOOTING));
        kinds.put("node completing", has("n6", NodeState.COMPLETING));
        kinds.put("node planned", has("n7", NodeState.PLANNED));
        kinds.put("node down", has("g1", NodeState.DOWN));
        kinds.put("node drained", has("g2", NodeState.DRAIN));
        kinds.put("node failing", has("g3", NodeState.FAIL));
        kinds.put("node in maintenance", has("g4", NodeState.MAINTENANCE));
        kinds.put("node not responding", has("g4", NodeState.NOT_RESPONDING));
        kinds.put("node reserved", has("alias9", NodeState.RESERVED));
        kinds.put("node powering up", has("n9", NodeState.POWERING_UP));
        kinds.put("node powered down", has("n8", NodeState.POWERED_DOWN));
        kinds.put("node future", has("later1", NodeState.FUTURE));
        kinds.put(
                "node with another host name",
                node("alias9", node -> node.host().equals("realhost9") && "10.77.9.9".equals(node.address())));
        kinds.put(
                "node in a hidden partition",
                node("n3", node -> node.partitions().contains("shared")));
        kinds.put(
                "job running",
                job(job -> job.state() == JobState.RUNNING && job.nodes().equals(List.of("n1"))));
        kinds.put("job suspended", job(job -> job.state() == JobState.SUSPENDED));
        kinds.put("job configuring", job(job -> job.state() == JobState.CONFIGURING));
        kinds.put("job completing", job(job -> job.state() == JobState.COMPLETING));
        kinds.put("job exclusive", job(job -> job.state() == JobState.RUNNING && job.exclusive()));
        kinds.put("job shared", job(job -> job.partition().equals("shared") && !job.exclusive()));
        kinds.put(
                "job of an array",
                job(job -> job.label().matches("[0-9]+_1") && job.nodes().equals(List.of("n3"))));
        kinds.put("job of an array, waiting", job(job -> job.label().endsWith("_[2-9%1]")));
        kinds.put("job of two parts", job(job -> job.label().endsWith("+1")));
        kinds.put(
                "job planned", job(job -> job.plannedNodes().equals(List.of("n1", "n7")) && job.startMillis() != null));
        kinds.put("job without plan", job(job -> job.state() == JobState.PENDING && job.startMillis() == null));
        kinds.put("job of another quality of service", job(job -> job.qos().equals("high")));
        kinds.put(
                "reservation for maintenance",
                now -> now.reservations().get("repair").maintenance());
        return kinds;
    }

    private static Predicate<ClusterSnapshot> has(String name, NodeState... states) {
        return node(name, node -> node.states().containsAll(List.of(states)));
    }

    private static Predicate<ClusterSnapshot> node(String name, Predicate<Node> wanted) {
        return now -> now.node(name) != null && wanted.test(now.node(name));
    }

    private static Predicate<ClusterSnapshot> job(Predicate<Job> wanted) {
        return now -> now.jobs().values().stream().anyMatch(wanted);
    }
}
