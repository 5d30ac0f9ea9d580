package org.peerboot.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peerboot.attributes.Attribute;
import org.peerboot.policy.Variable.Scope;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Limits;

/** Asks every rule about one source and one destination, and keeps the answers. */
final class Findings {
    private final Policy policy;
    private final NodeFacts source;
    private final NodeFacts destination;
    private final Facts facts;
    private final Map<String, AttributeValue> candidate;
    private final double secondsNeeded;

    Findings(Policy policy, NodeFacts source, NodeFacts destination, Facts facts, double secondsNeeded) {
        this.policy = policy;
        this.source = source;
        this.destination = destination;
        this.facts = facts;
        this.secondsNeeded = secondsNeeded;
        this.candidate = new LinkedHashMap<>(source.attributes());
        candidate.putAll(facts.link());
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : policy.rules()) {
            findings.add(ask(rule));
        }
        return findings;
    }

    private Finding ask(Rule rule) {
        if (facts.image() == null && rule.when().speaksOf(Scope.IMAGE)) {
            return finding(rule, false, "not asked: it speaks of an image, name one", 1);
        }
        if (!rule.when().holds(facts)) {
            return finding(rule, false, "does not match: " + values(rule.when()), 1);
        }
        if (rule.effect() instanceof Effect.Weigh weigh) {
            String attribute = weigh.weighing().attribute();
            AttributeValue value = candidate.get(attribute);
            String needs = weigh.weighing().asksForTransfer() && value != null ? ", its transfer needs " + needs() : "";
            if (!weigh.weighing().matches(candidate, secondsNeeded)) {
                String now = value == null ? "is not known" : "is " + Effect.Weigh.number(value.value());
                return finding(rule, false, "does not match: " + attribute + " " + now + needs, 1);
            }
            return finding(rule, true, weigh.words() + needs, weigh.weighing().factor());
        }
        if (rule.effect() instanceof Effect.Limit limit) {
            String whom = limit.ofSource()
                    ? limit.ofDestination() ? source.name() + " and " + destination.name() : source.name()
                    : limit.ofDestination() ? destination.name() : source.name();
            return finding(rule, true, limit.words() + " on " + whom, 1);
        }
        return finding(rule, true, rule.effect().words(), 1);
    }

    private String needs() {
        return Double.isFinite(secondsNeeded)
                ? Math.round(secondsNeeded) + " s"
                : "more than anybody can tell, as before its first bytes";
    }

    private Finding finding(Rule rule, boolean matched, String words, double factor) {
        Set<String> attributes = new LinkedHashSet<>();
        for (String variable : rule.when().variables()) {
            for (Attribute attribute : Attribute.values()) {
                if (variable.equals("source." + attribute.key()) || variable.equals(Variable.link(attribute))) {
                    attributes.add(attribute.key());
                } else if (variable.equals("origin." + attribute.key())) {
                    attributes.add(variable);
                }
            }
        }
        if (rule.effect() instanceof Effect.Weigh weigh) {
            attributes.add(weigh.weighing().attribute());
        }
        boolean stops = matched && rule.effect() instanceof Effect.Limit limit && stops(limit.limits());
        boolean denies = matched && rule.effect() instanceof Effect.Deny;
        return new Finding(
                rule.name(), policy.file() + ":" + rule.line(), matched, words, attributes, stops, denies, factor);
    }

    private static boolean stops(Limits limits) {
        return !limits.mayUpload();
    }

    private String values(Condition when) {
        List<String> values = new ArrayList<>();
        for (String variable : when.variables()) {
            String value = facts.find(variable).map(String::valueOf).orElse("not known");
            values.add(variable + " is " + (value.isEmpty() ? "\"\"" : value));
        }
        return values.isEmpty() ? when.text() : String.join(", ", values);
    }
}
