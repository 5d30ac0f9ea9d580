package org.peerboot.pbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;

/** Output that is cut off, malformed or meant to harm: each file is told of in words, and all the rest is taken. */
class HostileOutputTest {
    @TempDir
    Path dir;

    private final Warnings warnings = new Warnings();

    private PbsNews newsWith(String what, String file) throws IOException {
        return new FakeCommands(dir)
                .print("jobs", "hostile/good-qstat")
                .print("vnodes", "hostile/good-pbsnodes")
                .print("server", "hostile/good-server")
                .print("reservations", "hostile/good-pbs_rstat")
                .print(what, "hostile/" + file)
                .news(warnings);
    }

    @Test
    void theSameWithoutAnythingWrongWarnsOfNothing() throws IOException {
        PbsNews news = newsWith("jobs", "good-qstat");
        assertThat(warnings.all()).isEmpty();
        assertThat(news.nodes()).extracting(Node::name).containsExactly("n1", "n2", "n3");
        assertThat(news.jobs()).extracting(Job::label).containsExactly("1", "2", "3");
    }

    /** Whatever becomes of job 2: n2 and n3, whose vnodes have it, are never idle. */
    @ParameterizedTest
    @CsvSource({
        "qstat-cut-within-a-job, 1 2, '2.pbs does not end, and is left out'",
        "qstat-cut-between-jobs, 1 2, 'is cut off after 2 of them'",
        "qstat-empty, 1 2, 'qstat -f -t -F json says nothing of use'",
        "qstat-no-json, 1 2, 'says nothing of use'",
        "qstat-unescaped-quote, 1 2 3, '2.pbs is no JSON'",
        "qstat-absent-job_state, 1 2 3, 'job 2.pbs has no job_state, and counts as running'",
        "qstat-absent-exec_vnode, 1 2 3, 'job 2.pbs has no exec_vnode, and counts on those hosts'",
        "qstat-named-true-and-007, 1 2 3, 'job 2.pbs has a queue 7, which'",
        "qstat-control-bytes, 1 2 3, 'has a queue \"work?q?[2J\", which is no name'",
        "qstat-latin-1, 1 2 3, 'has a user \"andr?\", which is no name'",
        "qstat-variable-of-a-megabyte, 1 2 3, '2.pbs has a line of more than 1024 KiB, which is left out'",
        "qstat-job-of-five-megabytes, 1 2 3, '2.pbs is longer than 4 MiB, and left out'",
        "qstat-other-types, 1 2 3, 'job 2.pbs is on vnode 5, which PBS does not list'",
        "qstat-nested-forty-deep, 1 2 3, '2.pbs is no JSON'",
        "qstat-id-is-a-path, 1 2 3, 'job \"../../etc/passwd\" has no id that can be one'",
        "qstat-told-twice, 1 2 3, 'job 2.pbs is told twice'",
        "qstat-absurd-times, 1 2 3, 'job 2.pbs starts at \"1e400\", which is no time'",
        "qstat-on-a-vnode-that-is-not-there, 1 2 3, 'is on vnode n9, which PBS does not list'",
        "qstat-waits-where-it-runs, 1 2 3, 'job 2.pbs has no exec_vnode, and counts on those hosts'"
    })
    void ofJobs(String file, String jobs, String warning) throws IOException {
        PbsNews news = newsWith("jobs", file);

        assertThat(warnings.all()).anySatisfy(one -> assertThat(one).contains(warning));
        assertThat(news.nodes()).hasSize(3);
        assertThat(news.jobs()).extracting(Job::label).containsExactlyInAnyOrder(jobs.split(" "));
        assertThat(news.jobs()).anySatisfy(job -> {
            assertThat(job.id()).isEqualTo("2.pbs");
            assertThat(job.state()).isEqualTo(JobState.RUNNING);
            assertThat(job.nodes()).contains("n2", "n3");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "vnodes, pbsnodes-cut-within-a-vnode, n1 n2, 'n3 does not end, and is left out'",
        "vnodes, pbsnodes-absent-state, n1 n2 n3, 'vnode n2 is in a state \"\", and counts as unknown'",
        "vnodes, pbsnodes-other-state, n1 n2 n3, 'vnode n2 is in a state \"free,hibernating\"'",
        "vnodes, pbsnodes-switch-007, n1 n2 n3, 'switch 7 is told otherwise by PBS''s commands'",
        "vnodes, pbsnodes-host-is-a-command, n1 n2 n3, 'vnode n2 is of host \"n2;reboot\", which cannot be one'",
        "vnodes, pbsnodes-job-is-no-id, n1 n2 n3, 'vnode n2 has a job \"<script>\", which cannot be one'",
        "vnodes, pbsnodes-name-is-a-path, n1 n2 n3, 'vnode \"../n4\" has no name that can be used'",
        "reservations, pbs_rstat-no-reservations, n1 n2 n3, 'pbs_rstat has a line that belongs to nothing'",
        "reservations, pbs_rstat-absent-times, n1 n2 n3, 'reservation R20.pbs has no times'",
        "server, server-cut, n1 n2 n3, 'qstat -B -f -F json says nothing of use'"
    })
    void ofAllElse(String what, String file, String nodes, String warning) throws IOException {
        PbsNews news = newsWith(what, file);

        assertThat(warnings.all()).anySatisfy(one -> assertThat(one).contains(warning));
        assertThat(news.nodes()).extracting(Node::name).containsExactly(nodes.split(" "));
        assertThat(news.jobs()).extracting(Job::label).contains("1", "2", "3");
        assertThat(news.reservations()).isEmpty();
    }

    /** A truth of the whole, not of a part: nothing of it is taken for a cluster without nodes. */
    @Test
    void noVnodeAtAllIsNoAnswer() throws IOException {
        FakeCommands commands = FakeCommands.recorded(dir).print("vnodes", "hostile/qstat-empty");
        assertThatThrownBy(() -> commands.news(warnings))
                .hasMessageContaining("pbsnodes -a -v -F json: names no vnode");
    }
}
