package org.peerboot.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;
import org.peerboot.policy.Finding;
import org.peerboot.policy.NodeFacts;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Explanation;
import org.peerboot.wire.Limits;

/** Puts into words why one node may or may not send to another. */
final class Explainer {
    private static final String ORIGINS = "origin.";

    private final Scene scene;
    private final String source;
    private final String destination;
    private final Map<String, AttributeValue> attributes;

    /** @throws RefusedException if nobody has heard of a node */
    Explainer(Scene scene, String source, String destination) {
        this.scene = scene;
        this.source = source;
        this.destination = destination;
        known(source);
        known(destination);
        this.attributes = scene.attributes(source, destination);
    }

    private void known(String node) {
        if (!scene.isOrigin(node) && scene.view.snapshot().node(node) == null && scene.peer(node) == null) {
            throw new RefusedException(
                    "node \"" + node + "\"",
                    "is not in " + scene.view.snapshot().source() + ", and no peer of that name was ever seen",
                    "list the nodes with 'peerboot status'");
        }
    }

    /** @param secondsNeeded by the transfer until it is whole; infinite where nobody can tell */
    Explanation explain(@Nullable String image, double secondsNeeded) {
        Roster roster = image == null ? null : scene.roster(find(image).digest());
        Standing standing = scene.standing(source);
        NodeFacts from = facts(standing, source);
        NodeFacts to = facts(scene.standing(destination), destination);
        List<Finding> findings = scene.policy.explain(
                from,
                to,
                scene.facts(from, to, scene.link(source, destination), roster == null ? null : roster.facts),
                secondsNeeded);
        double weight = findings.stream().mapToDouble(Finding::factor).reduce(1, (a, b) -> a * b);
        String obstacle = obstacle(roster, findings);
        String verdict = obstacle != null ? obstacle : verdict(standing.limits(), weight, findings);
        return new Explanation(
                source,
                destination,
                verdict,
                obstacle == null,
                weight,
                standing.limits(),
                findings.stream()
                        .map(f -> new Explanation.Step(f.rule(), f.place(), f.matched(), f.words()))
                        .toList(),
                attributes.entrySet().stream()
                        .map(a -> words(a.getKey(), a.getValue()))
                        .toList());
    }

    private ImageState find(String image) {
        for (ImageState state : scene.images) {
            if (state.name().equals(image) || state.digest().toString().equals(image)) {
                return state;
            }
        }
        throw new RefusedException("image \"" + image + "\"", "is not published", "list them with 'peerboot images'");
    }

    /** A standing may be kept from an earlier view; what is shown is as old as this one says. */
    private NodeFacts facts(Standing standing, String node) {
        NodeFacts facts = standing.facts();
        return new NodeFacts(
                facts.name(),
                facts.origin(),
                facts.leaf(),
                facts.cell(),
                facts.features(),
                facts.states(),
                facts.partitions(),
                scene.attributes(node));
    }

    /** Why the source is no candidate at all; nothing where it may be one. */
    private @Nullable String obstacle(@Nullable Roster roster, List<Finding> findings) {
        String no = source + " is no source for " + destination + ": ";
        if (source.equals(destination)) {
            return no + "a node does not fetch from itself";
        }
        if (scene.isOrigin(destination)) {
            return no + "the origin fetches from nobody";
        }
        PeerState peer = scene.peer(source);
        if (peer == null) {
            return no + "its peer was never seen";
        }
        if (!peer.up()) {
            return no + "its peer is down";
        }
        for (Finding finding : findings) {
            if (finding.denies()) {
                return no + because(finding);
            }
        }
        return roster == null ? null : obstacle(roster, no);
    }

    private @Nullable String obstacle(Roster roster, String no) {
        String name = roster.image.name();
        if (!roster.fetching.contains(destination)) {
            return no + destination + " is not to hold " + name;
        }
        if (!roster.fetching.contains(source) && !roster.serving.contains(source)) {
            return no + "it neither holds " + name + " nor is to hold it";
        }
        PeerState asker = scene.peer(destination);
        if (asker != null
                && asker.blamed().getOrDefault(roster.image.digest(), Set.of()).contains(source)) {
            return no + destination + " proved that it sent wrong bytes of " + name;
        }
        String cell = scene.cell(destination);
        List<String> picked = cell == null ? List.of() : new Picks(scene, roster, destination, cell).candidates();
        return picked.contains(source)
                ? null
                : no + "it is in another cell, and " + destination + " was given " + picked.size()
                        + " others that rank before it";
    }

    private String verdict(Limits limits, double weight, List<Finding> findings) {
        if (!limits.mayUpload()) {
            return source + " sends nothing to " + destination + ": " + because(first(findings, Finding::stops));
        }
        if (weight == 0) {
            return destination + " leaves " + source + " alone: " + because(first(findings, f -> f.factor() == 0));
        }
        StringBuilder verdict = new StringBuilder(source + " may send to " + destination);
        List<String> terms = new ArrayList<>();
        if (limits.uploadBytesPerSecond() != Limits.UNLIMITED) {
            terms.add(String.format(Locale.ROOT, "at most %.3g MB/s", limits.uploadBytesPerSecond() / 1e6));
        }
        if (limits.uploadStreams() != Limits.UNLIMITED) {
            terms.add("at most " + limits.uploadStreams() + " streams");
        }
        if (!terms.isEmpty()) {
            verdict.append(", ")
                    .append(String.join(" and ", terms))
                    .append(" (")
                    .append(limits.rule())
                    .append(")");
        }
        if (weight == 1) {
            return verdict.append(terms.isEmpty() ? ": no rule limits it" : "").toString();
        }
        verdict.append(String.format(Locale.ROOT, ", with weight %.3g: ", weight));
        return verdict.append(because(first(findings, f -> f.factor() != 1))).toString();
    }

    private static @Nullable Finding first(List<Finding> findings, Predicate<Finding> test) {
        return findings.stream().filter(test).findFirst().orElse(null);
    }

    private String because(@Nullable Finding finding) {
        if (finding == null) {
            return "no rule says why";
        }
        List<String> since = new ArrayList<>();
        for (String name : finding.attributes()) {
            AttributeValue value = name.startsWith(ORIGINS)
                    ? scene.attributes(scene.view.originNode()).get(name.substring(ORIGINS.length()))
                    : attributes.get(name);
            if (value != null) {
                since.add(words(name, value));
            }
        }
        return "rule " + finding.rule() + " (" + finding.place() + ")"
                + (since.isEmpty() ? "" : ", since " + String.join(" and ", since));
    }

    /** {@code job.running = 1 (file:cluster.yaml, 0.4 s ago)}. */
    private static String words(String name, AttributeValue value) {
        double number = value.value();
        String written = number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
        String unit = value.unit().equals("bool") || value.unit().isEmpty() ? "" : " " + value.unit();
        return name + " = " + written + unit
                + String.format(Locale.ROOT, " (%s, %.1f s ago)", value.source(), value.ageMillis() / 1000.0);
    }
}
