package org.peerboot.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerboot.image.RefusedException;

/** Each mistake with the words an administrator reads. */
class BadPolicyTest {
    private static void refuses(String yaml, String words) {
        assertThatThrownBy(() -> Policy.parse(yaml, "policy.yaml"))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("policy.yaml")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "source.jb.running && true | column 9, condition \"source.jb.running && true\": there is no variable \"source.jb.running\"; did you mean \"source.job.running\"?",
                "'!source.job.running && sorce.origin' | column 33, condition \"!source.job.running && sorce.origin\": there is no variable \"sorce.origin\"; did you mean \"source.origin\"?",
                "colour | column 9, condition \"colour\": there is no variable \"colour\"; use one of source.name, source.leaf",
                "'source.job.running &&' | column 31, condition \"source.job.running &&\": it ends too early; complete it",
                "source.job.running source.origin | column 28, condition \"source.job.running source.origin\": \"source\" is not expected here; remove it, or join with && or ||",
                "'source.name == \"x' | column 25, condition \"source.name == \"x\": cannot read '\"x'; close the quote",
                "source.job.running == 1 | column 28, condition \"source.job.running == 1\": \"==\" does not take bool and number; compare things of one kind",
                "source.name > 3 | column 21, condition \"source.name > 3\": \">\" does not take text and number;",
                "source.name | column 9, condition \"source.name\": is a text, not true or false; compare it with something",
                "source.features | column 9, condition \"source.features\": is a list, not true or false;",
                "source.features.exists(f, f == \"gpu\") | column 25, condition \"source.features.exists(f, f == \"gpu\")\": exists() is not part of conditions; ask with in, as in \"gpu\" in source.features",
                "source.name.startWith(\"n\") | column 21, condition \"source.name.startWith(\"n\")\": there is no function \"startWith\"; did you mean \"startsWith\"?",
                "source.name.matches(\"n[0-9\") | column 9, regular expression \"n[0-9\": cannot be read (missing closing ]: `[0-9`); correct it; the syntax is RE2's",
            })
    void inAConditionIsToldWithItsPosition(String when, String words) {
        refuses("- name: a\n  when: " + when + "\n  deny: true\n", "policy.yaml line 2 " + words);
    }

    @Test
    void inAWeighingOfALoadIsTold() {
        refuses(
                "- {name: a, weigh: {attribute: network.utilization, above: 0.2, until: 0.3, factor: 0}}",
                "rule \"a\": weighs above 0.2 until 0.3; give until a number at or below 0.2");
        refuses(
                "- {name: a, weigh: {attribute: job.running, above: 0, until: 0, factor: 0}}",
                "rule \"a\": says until of job.running, which is no load; remove until: each value counts");
    }

    @Test
    void inABlockIsToldWithItsLine() {
        refuses(
                "- name: a\n  when: |\n    source.job.running &&\n      sorce.origin\n  deny: true\n",
                "policy.yaml line 4, condition \"source.job.running && sorce.origin\": there is no variable");
    }

    @Test
    void inAnEndlessConditionIsTold() {
        String endless = "true" + " && true".repeat(200);
        refuses(
                "- name: a\n  when: " + endless + "\n  deny: true\n",
                "line 2 column 9, condition: has 1604 characters, more than 1000; split the rule in two");
        refuses(
                "- name: a\n  when: " + "(".repeat(100) + "true" + ")".repeat(100) + "\n  deny: true\n",
                "it is nested more than 32 deep; remove brackets");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "limt: {upload: 0} | line 2, key \"limt\": is not known; did you mean \"limit\"?",
                "prefer: near | line 2, key \"prefer\": is not known; known here: deny, description, limit, name,",
                "limit: {uplod: 0} | line 2, key \"uplod\": is not known; did you mean \"upload\"?",
                "limit: {} | line 1 column 9, rule \"a\": limits nothing; give limit at least one of upload, streams,",
                "limit: {upload: 20 parsec} | line 2, key \"upload\", rate \"20 parsec\": does not end in /s; write a rate",
                "limit: {upload: 20pc/s} | line 2, key \"upload\", rate \"20pc/s\": has the unknown unit \"pc\"; write a rate",
                "limit: {streams: -1} | line 2 column 20, streams \"-1\": is no whole number from 0 to 9999; write a number",
                "deny: false | line 1 column 9, rule \"a\": says deny: false, which does nothing; write deny: true, or",
                "limit: {download: the rest} | line 2 column 21, download \"the rest\": does not end in /s; write a rate such as 20MB/s, unlimited, or leftover",
                "deny: 1 | line 2, key \"deny\": \"1\" is not true or false",
                "description: what | line 1 column 9, rule \"a\": has no effect; give it one of limit, deny, weigh, uplink",
                "weigh: {attribute: job.runing, above: 0, factor: 0} | line 2 column 22, attribute \"job.runing\": is not measured; did you mean \"job.running\"?",
                "weigh: {attribute: disk.busy, above: 0, factor: 0} | line 2 column 22, attribute \"disk.busy\": is not measured; use one of job.running, job.exclusive, job.starts, job.ends, node.leaves, topology.hops, network.utilization, switch.load, switch.usual, history.failures, pair.failures, fileserver.load, fileserver.cpu",
                "weigh: {attribute: job.running, above: 0, factor: -1} | rule \"a\": weighs with the factor -1.0; give a factor from 0",
                "weigh: {attribute: job.running, above: 0, factor: .nan} | line 2, key \"factor\": Malformed numeric value",
                "weigh: {attribute: job.running, above: x, factor: 0} | line 2, key \"above\": \"x\" is not a number",
                "weigh: {attribute: job.running, above: 0} | line 2, key \"weigh\": lacks the key \"factor\"; add it",
                "uplink: {copies: 2} | line 2 column 20, copies \"2\": is neither 1 nor unlimited; write 1 for one copy",
            })
    void inAnEffectIsTold(String effect, String words) {
        refuses("- name: a\n  " + effect + "\n", words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "link.hops > 2 | limit: {upload: 0} | asks about link variables, which limit cannot; let its condition speak of source or destination variables only",
                "source.origin && destination.origin | limit: {upload: 0} | limits one node, and its condition speaks of two; use deny for pairs of nodes",
                "destination.origin | limit: {upload: 0} | limits the upload or streams of a destination; write source... in its condition",
                "source.origin | limit: {download: 0} | limits the download of a source; write destination... in its condition",
                "source.origin | weigh: {attribute: job.running, above: 0, factor: 0} | asks about source variables, which weigh cannot; let its condition speak of destination variables only",
                "source.origin | uplink: {copies: 1} | asks about source variables, which uplink cannot; let its condition speak of image variables only",
            })
    void inWhatAConditionSpeaksOfIsTold(String when, String effect, String words) {
        refuses(
                "- name: a\n  when: " + when + "\n  " + effect + "\n",
                "policy.yaml line 1 column 9, rule \"a\": " + words);
    }

    @Test
    void inNamesIsTold() {
        refuses(
                "- name: a\n  deny: true\n- name: a\n  deny: true\n",
                "line 3 column 9, rule \"a\": has the name of the rule on line 1; give each rule a name of its own");
        refuses("- name: A b\n  deny: true\n", "line 1 column 9, rule \"A b\": is no name for a rule; use at most 63");
        refuses("- deny: true\n", "line 1, item [0]: lacks the key \"name\"; add it");
        refuses(
                "- name: a\n  deny: true\n  limit: {upload: 0}\n",
                "rule \"a\": has 2 effects; give it one of limit, deny, weigh, uplink");
    }

    @Test
    void inTheYamlIsTold() {
        refuses("- name: a\n   deny: true\n", "line 2: is not YAML");
        refuses("name: a\n", "is not a list");
        refuses("", "is empty");
        refuses(
                "- name: a\n  when: yes\n  deny: true\n",
                "line 2, key \"when\": yes is a truth to some readers of YAML");
        refuses("- name: a\n  deny: true\n- 7\n", "line 3");
    }

    @Test
    void isAbsentFromAnEmptyList() {
        assertThat(Policy.parse("[]", "policy.yaml").names()).isEmpty();
    }
}
