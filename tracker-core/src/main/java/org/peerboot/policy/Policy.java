package org.peerboot.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.peerboot.attributes.Attribute;
import org.peerboot.wire.Limits;
import org.peerboot.wire.Weighing;

/**
 * The administrator's rules, checked and ready to be asked. Several rules that match add up: the tightest limit wins,
 * deny wins, weights multiply. Immutable; a function of what it is asked.
 */
public final class Policy {
    /** What the shipped policy is called in errors and in {@code explain}. */
    public static final String STANDARD = "policy.yaml";

    private final String file;
    private final List<Rule> rules;
    private final List<Rule> limits;
    private final List<Rule> limitsByJob;
    private final List<Rule> weighs;
    private final Denials denials;

    private Policy(String file, List<Rule> rules) {
        this.file = file;
        this.rules = List.copyOf(rules);
        this.limits = rules.stream()
                .filter(rule -> rule.effect() instanceof Effect.Limit)
                .toList();
        this.limitsByJob =
                limits.stream().filter(rule -> rule.when().asksForJobs()).toList();
        this.weighs = rules.stream()
                .filter(rule -> rule.effect() instanceof Effect.Weigh)
                .toList();
        this.denials = new Denials(rules);
    }

    /**
     * @param text of the policy file
     * @param file its name, for errors and for {@code explain}
     * @throws org.peerboot.image.RefusedException with file, line, reason and remedy, on the first thing wrong
     */
    public static Policy parse(String text, String file) {
        return new Policy(file, new RuleReader(new Source(file, text)).read(text));
    }

    /** The rules that Peerboot ships. */
    public static Policy standard() {
        return parse(standardText(), STANDARD);
    }

    /** The shipped rules' file, with its comments: the administrator's to begin with. */
    public static String standardText() {
        try (InputStream in = Objects.requireNonNull(Policy.class.getResourceAsStream(STANDARD), STANDARD)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String file() {
        return file;
    }

    /** The rules' names in the order of the file. */
    public List<String> names() {
        return rules.stream().map(Rule::name).toList();
    }

    List<Rule> rules() {
        return rules;
    }

    /** What {@code node} may send and receive now: the tightest of every rule that matches it. */
    public Limits limits(NodeFacts node) {
        Set<String> names = new LinkedHashSet<>();
        return tighten(limits, Limits.NONE, node, names).named(String.join(",", names));
    }

    /**
     * What {@code node} may send and receive once a job runs there, whatever kind of job: at least as tight as
     * {@link #limits} are now.
     */
    public Limits whenJobStarts(NodeFacts node) {
        Set<String> names = new LinkedHashSet<>();
        NodeFacts busy = node.with(Attribute.JOB_RUNNING, true);
        Limits tightest = tighten(limits, Limits.NONE, node, names);
        tightest = tighten(limitsByJob, tightest, busy.with(Attribute.JOB_EXCLUSIVE, false), names);
        tightest = tighten(limitsByJob, tightest, busy.with(Attribute.JOB_EXCLUSIVE, true), names);
        return tightest.named(String.join(",", names));
    }

    private static Limits tighten(List<Rule> asked, Limits before, NodeFacts node, Set<String> names) {
        Limits tightest = before;
        Facts facts = new Facts(node, node, Map.of(), Map.of(), null);
        for (Rule rule : asked) {
            if (rule.effect() instanceof Effect.Limit limit && rule.when().holds(facts)) {
                names.add(rule.name());
                tightest = tightest.and(limit.limits());
            }
        }
        return tightest;
    }

    /** The preferences among sources that {@code destination} shall apply. */
    public List<Weighing> weighings(NodeFacts destination) {
        Facts facts = new Facts(null, destination, Map.of(), Map.of(), null);
        return weighs.stream()
                .filter(rule -> rule.when().holds(facts))
                .map(rule -> ((Effect.Weigh) rule.effect()).weighing())
                .toList();
    }

    /** The preferences of all rules, whomever they are for. */
    public List<Weighing> weighings() {
        return weighs.stream()
                .map(rule -> ((Effect.Weigh) rule.effect()).weighing())
                .toList();
    }

    /** Whether each piece of {@code image} crosses each uplink once; otherwise every cell asks the origin for itself. */
    public boolean oneCopyAnUplink(ImageFacts image) {
        Facts facts = new Facts(null, null, Map.of(), Map.of(), image);
        return rules.stream()
                .anyMatch(rule -> rule.effect() instanceof Effect.Uplink uplink
                        && uplink.onceForAll()
                        && rule.when().holds(facts));
    }

    /** The rules that take sources away. */
    public Denials denials() {
        return denials;
    }

    /**
     * What each rule says about a source and a destination, in the order of the file.
     *
     * @param facts without an image, rules that speak of an image are not asked
     * @param secondsNeeded by the destination's transfer until it is whole; infinite where nobody can tell
     */
    public List<Finding> explain(NodeFacts source, NodeFacts destination, Facts facts, double secondsNeeded) {
        return new Findings(this, source, destination, facts, secondsNeeded).all();
    }
}
