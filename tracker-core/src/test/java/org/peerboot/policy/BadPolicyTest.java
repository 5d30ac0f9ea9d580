package org.peerboot.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerboot.image.RefusedException;

/** Each mistake with the words an administrator reads: file, line and column, the thing, the reason, the remedy. */
class BadPolicyTest {
    private static void refuses(String yaml, String what, String why, String remedy) {
        assertThatThrownBy(() -> Policy.parse(yaml, "policy.yaml"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.what()).isEqualTo("policy.yaml " + what);
                    assertThat(refused.why()).isEqualTo(why);
                    assertThat(refused.remedy()).startsWith(remedy);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a misspelt variable | source.jb.running && true | 9 | there is no variable \"source.jb.running\" | did you mean \"source.job.running\"?",
                "another behind a quote | '!source.job.running && sorce.origin' | 33 | there is no variable \"sorce.origin\" | did you mean \"source.origin\"?",
                "an unknown variable | colour | 9 | there is no variable \"colour\" | use one of source.name, source.leaf",
                "no end | 'source.job.running &&' | 31 | it ends too early | complete it, or close a bracket or quote",
                "nothing between two | source.job.running source.origin | 28 | \"source\" is not expected here | remove it, or join with && or ||",
                "an open quote | 'source.name == \"x' | 25 | cannot read '\"x' | close the quote",
                "a truth and a number | source.job.running == 1 | 28 | \"==\" does not take bool and number | compare things of one kind",
                "a text and a number | source.name > 3 | 21 | \">\" does not take text and number | compare things of one kind",
                "a text for a truth | source.name | 9 | is a text, not true or false | compare it with something",
                "a list for a truth | source.features | 9 | is a list, not true or false | compare it with something",
                "a loop | source.features.exists(f, f == \"gpu\") | 25 | exists() is not part of conditions | ask with in, as in \"gpu\" in source.features",
                "a misspelt function | source.name.startWith(\"n\") | 21 | there is no function \"startWith\" | did you mean \"startsWith\"?",
            })
    void inACondition(String fault, String when, int column, String why, String remedy) {
        String condition = when.replaceAll("^'|'$", "");
        refuses(
                "- name: a\n  when: " + when + "\n  deny: true\n",
                "line 2 column " + column + ", condition \"" + condition + "\"",
                why,
                remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a misspelt key | limt: {upload: 0} | 3, key \"limt\" | is not known | did you mean \"limit\"? known here: deny, description,",
                "an unknown key | prefer: near | 3, key \"prefer\" | is not known | known here: deny, description, limit, name,",
                "one within an effect | limit: {uplod: 0} | 11, key \"uplod\" | is not known | did you mean \"upload\"?",
                "a key without a value | limit: | 9, key \"limit\" | has no value | give it one, or remove it",
                "a key twice | deny: true\\n  deny: true | 3, key \"deny\" | stands on line 2 already | remove one of them",
                "a word that is a truth to some | when: yes | 9, key \"when\" | yes is a truth to some readers of YAML and text to others | write true or false, or \"yes\" in quotes",
                "an anchor | limit: &a {upload: 0} | 10 | anchors and aliases (& and *) are not read | write the value out, or quote it",
                "a number for a truth | deny: 1 | 3, key \"deny\" | \"1\" is not true or false | correct the value",
                "a word for a block | limit: none | 3, key \"limit\" | \"none\" is not a block of KEY: VALUE lines | correct the value",
                "a rate without a time | limit: {upload: 20 parsec} | 11, key \"upload\", rate \"20 parsec\" | does not end in /s | write a rate such as 20MB/s",
                "a rate's unit | limit: {upload: 20pc/s} | 11, key \"upload\", rate \"20pc/s\" | has the unknown unit \"pc\" | write a rate such as 20MB/s",
                "a number of streams | limit: {streams: -1} | 20, streams \"-1\" | is no whole number from 0 to 9999 | write a number such as 8, or unlimited",
                "words for a rate | limit: {download: the rest} | 21, download \"the rest\" | does not end in /s | write a rate such as 20MB/s, unlimited, or leftover",
                "a misspelt attribute | weigh: {attribute: job.runing, above: 0, factor: 0} | 22, attribute \"job.runing\" | is not measured | did you mean \"job.running\"?",
                "an unknown attribute | weigh: {attribute: disk.busy, above: 0, factor: 0} | 22, attribute \"disk.busy\" | is not measured | use one of job.running, job.exclusive, job.starts,",
                "a factor that is no number | weigh: {attribute: job.running, above: 0, factor: .nan} | 45, key \"factor\" | \".nan\" is not a number | correct the value",
                "a threshold that is no number | weigh: {attribute: job.running, above: x, factor: 0} | 35, key \"above\" | \"x\" is not a number | correct the value",
                "no factor | weigh: {attribute: job.running, above: 0} | 3, key \"weigh\" | lacks the key \"factor\" | add it",
                "a time that is none | weigh: {attribute: job.starts, below: soon, factor: 0} | 41, below \"soon\" | is neither a number nor transfer | write below: 60, or below: transfer",
                "a load against a time | weigh: {attribute: switch.load, below: transfer, factor: 0} | 42, below \"transfer\" | compares switch.load, which is no time, with one | give below a number",
                "copies | uplink: {copies: 2} | 20, copies \"2\" | is neither 1 nor unlimited | write 1 for one copy over each uplink",
            })
    void inAKey(String fault, String key, String what, String why, String remedy) {
        String lines = key.replace("\\n", "\n");
        refuses(
                "- name: a\n  " + lines + "\n",
                "line " + (lines.contains("\n") ? 3 : 2) + " column " + what,
                why,
                remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits by a link | link.hops > 2 | limit: {upload: 0} | asks about link variables, which limit cannot | let its condition speak of source or destination variables only",
                "limits by the origin | origin.fileserver.load > 0.5 | limit: {upload: 0} | asks about origin variables, which limit cannot | let its condition speak of source or destination variables only",
                "limits a pair | source.origin && destination.origin | limit: {upload: 0} | limits one node, and its condition speaks of two | use deny for pairs of nodes",
                "limits what a destination sends | destination.origin | limit: {upload: 0} | limits the upload or streams of a destination | write source... in its condition",
                "limits what a source receives | source.origin | limit: {download: 0} | limits the download of a source | write destination... in its condition",
                "weighs by the source | source.origin | weigh: {attribute: job.running, above: 0, factor: 0} | asks about source variables, which weigh cannot | let its condition speak of destination variables only",
                "copies by the source | source.origin | uplink: {copies: 1} | asks about source variables, which uplink cannot | let its condition speak of image variables only",
                "limits nothing | true | limit: {} | limits nothing | give limit at least one of upload, streams, download",
                "denies not | true | deny: false | says deny: false, which does nothing | write deny: true, or remove the rule",
                "does nothing | true | description: what | has no effect | give it one of limit, deny, weigh, uplink",
                "does two things | true | {deny: true, limit: {upload: 0}} | has 2 effects | give it one of limit, deny, weigh, uplink",
                "a factor out of range | true | weigh: {attribute: job.running, above: 0, factor: -1} | weighs with the factor -1.0 | give a factor from 0 (leave the source alone) to 1000",
                "no threshold | true | weigh: {attribute: job.running, factor: 0} | weighs by job.running without a threshold | give one of above and below",
                "two thresholds | true | weigh: {attribute: job.starts, above: 1, below: 2, factor: 0} | weighs by job.starts above and below | give one of above and below",
                "comes back above where it left | true | weigh: {attribute: network.utilization, above: 0.2, until: 0.3, factor: 0} | weighs above 0.2 until 0.3 | give until a number at or below 0.2",
                "comes back to what is no load | true | weigh: {attribute: job.running, above: 0, until: 0, factor: 0} | says until of job.running, which is no load | remove until: each value counts",
                "comes back from below | true | weigh: {attribute: job.starts, below: 9, until: 9, factor: 0} | says until beside below | remove until: each value counts",
            })
    void inARule(String fault, String when, String effect, String why, String remedy) {
        String lines = effect.startsWith("{") ? "deny: true\n  limit: {upload: 0}" : effect;
        refuses("- name: a\n  when: " + when + "\n  " + lines + "\n", "line 1 column 9, rule \"a\"", why, remedy);
    }

    @Test
    void inNames() {
        refuses(
                "- name: a\n  deny: true\n- name: a\n  deny: true\n",
                "line 3 column 9, rule \"a\"",
                "has the name of the rule on line 1",
                "give each rule a name of its own");
        refuses(
                "- name: A b\n  deny: true\n",
                "line 1 column 9, rule \"A b\"",
                "is no name for a rule",
                "use at most 63 lower-case letters, digits and hyphens");
        refuses("- deny: true\n", "line 1 column 3, item [0]", "lacks the key \"name\"", "add it");
    }

    @Test
    void inABlock() {
        refuses(
                "- name: a\n  when: |\n    source.job.running &&\n      sorce.origin\n  deny: true\n",
                "line 4 column 7, condition \"source.job.running && sorce.origin\"",
                "there is no variable \"sorce.origin\"",
                "did you mean \"source.origin\"?");
    }

    @Test
    void inARegularExpression() {
        refuses(
                "- name: a\n  when: source.name.matches(\"n[0-9\")\n  deny: true\n",
                "line 2 column 9, regular expression \"n[0-9\"",
                "cannot be read (missing closing ]: `[0-9`)",
                "correct it; the syntax is RE2's");
    }

    @Test
    void inAnEndlessCondition() {
        refuses(
                "- name: a\n  when: true" + " && true".repeat(200) + "\n  deny: true\n",
                "line 2 column 9, condition",
                "has 1604 characters, more than 1000",
                "split the rule in two");
        String nested = "(".repeat(100) + "true" + ")".repeat(100);
        refuses(
                "- name: a\n  when: " + nested + "\n  deny: true\n",
                "line 2 column 9, condition \"" + nested + "\"",
                "it is nested more than 32 deep",
                "remove brackets");
    }

    @Test
    void inTheYaml() {
        refuses(
                "- name: a\n   deny: true\n",
                "line 2 column 8",
                "is not YAML (mapping values are not allowed here)",
                "correct it there or on the line before");
        refuses(
                "- name: a\n  deny: true\n- 7\n",
                "line 3 column 3, item [1]",
                "\"7\" is not a block of KEY: VALUE lines",
                "correct");
        refuses("name: a\n", "line 1 column 1", "is not a list", "correct the value");
        refuses("", "line 1 column 1", "is empty", "write at least one key, or {} for none");
    }

    @Test
    void isAbsentFromAnEmptyList() {
        assertThat(Policy.parse("[]", "policy.yaml").names()).isEmpty();
    }
}
