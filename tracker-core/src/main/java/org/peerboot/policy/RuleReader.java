package org.peerboot.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Rate;
import org.peerboot.config.StrictYaml;
import org.peerboot.config.Text;
import org.peerboot.image.RefusedException;
import org.peerboot.policy.Variable.Scope;
import org.peerboot.wire.Limits;

/** Reads and checks a policy file. */
final class RuleReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int MAX_RULES = 500;
    private static final String EFFECTS = "limit, deny, weigh, uplink";

    private final Source source;

    RuleReader(Source source) {
        this.source = source;
    }

    List<Rule> read(String text) {
        RuleSpec[] specs = StrictYaml.parse(text, source.file(), RuleSpec[].class);
        if (specs.length > MAX_RULES) {
            throw new RefusedException(
                    source.file(), "has " + specs.length + " rules, more than " + MAX_RULES, "join some of them");
        }
        Map<String, Integer> lines = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        for (RuleSpec spec : specs) {
            Rule rule = rule(spec);
            Integer first = lines.putIfAbsent(rule.name(), rule.line());
            if (first != null) {
                throw new RefusedException(
                        source.place(spec.name()) + ", rule \"" + rule.name() + "\"",
                        "has the name of the rule on line " + first,
                        "give each rule a name of its own");
            }
            rules.add(rule);
        }
        return rules;
    }

    private Rule rule(RuleSpec spec) {
        String name = spec.name().value();
        if (!NAME.matcher(name).matches()) {
            throw new RefusedException(
                    source.place(spec.name()) + ", rule \"" + name + "\"",
                    "is no name for a rule",
                    "use at most 63 lower-case letters, digits and hyphens, such as busy-sources-send-nothing");
        }
        Text always = new Text("true", spec.name().line(), spec.name().column());
        Text when = spec.when() == null ? always : spec.when();
        Condition condition = Conditions.compile(when, source);
        Effect effect = effect(spec, name);
        check(spec, condition, effect);
        String description = spec.description() == null ? "" : spec.description();
        return new Rule(name, description, spec.name().line(), condition, effect);
    }

    private Effect effect(RuleSpec spec, String name) {
        List<Effect> effects = new ArrayList<>();
        RuleSpec.LimitSpec limit = spec.limit();
        if (limit != null) {
            effects.add(limit(spec, limit, name));
        }
        if (spec.deny() != null) {
            if (!spec.deny()) {
                throw refused(spec, "says deny: false, which does nothing", "write deny: true, or remove the rule");
            }
            effects.add(new Effect.Deny());
        }
        RuleSpec.WeighSpec weigh = spec.weigh();
        if (weigh != null) {
            effects.add(new Effect.Weigh(new WeighReader(source).read(spec, weigh)));
        }
        RuleSpec.UplinkSpec uplink = spec.uplink();
        if (uplink != null) {
            effects.add(uplink(uplink));
        }
        if (effects.size() != 1) {
            throw refused(
                    spec,
                    effects.isEmpty() ? "has no effect" : "has " + effects.size() + " effects",
                    "give it one of " + EFFECTS);
        }
        return effects.get(0);
    }

    private Effect limit(RuleSpec spec, RuleSpec.LimitSpec limit, String name) {
        if (limit.upload() == null && limit.streams() == null && limit.download() == null) {
            throw refused(spec, "limits nothing", "give limit at least one of upload, streams, download");
        }
        Text download = limit.download();
        boolean leftover = download != null && download.value().equals("leftover");
        return new Effect.Limit(new Limits(
                rate(limit.upload()),
                streams(limit.streams()),
                leftover ? Limits.UNLIMITED : download(download),
                name,
                leftover ? Boolean.TRUE : null));
    }

    private long download(@Nullable Text download) {
        if (download == null) {
            return Limits.UNLIMITED;
        }
        try {
            return Rate.parse(download.value()).bytesPerSecond();
        } catch (RefusedException e) {
            throw new RefusedException(
                    source.place(download) + ", download \"" + download.value() + "\"",
                    e.why(),
                    "write a rate such as 20MB/s, unlimited, or leftover",
                    e);
        }
    }

    private static long rate(@Nullable Rate rate) {
        return rate == null ? Limits.UNLIMITED : rate.bytesPerSecond();
    }

    private int streams(@Nullable Text streams) {
        if (streams == null || streams.value().equals("unlimited")) {
            return Limits.UNLIMITED;
        }
        if (!streams.value().matches("[0-9]{1,4}")) {
            throw new RefusedException(
                    source.place(streams) + ", streams \"" + streams.value() + "\"",
                    "is no whole number from 0 to 9999",
                    "write a number such as 8, or unlimited");
        }
        return Integer.parseInt(streams.value());
    }

    private Effect uplink(RuleSpec.UplinkSpec uplink) {
        return switch (uplink.copies().value()) {
            case "1" -> new Effect.Uplink(true);
            case "unlimited" -> new Effect.Uplink(false);
            default ->
                throw new RefusedException(
                        source.place(uplink.copies()) + ", copies \""
                                + uplink.copies().value() + "\"",
                        "is neither 1 nor unlimited",
                        "write 1 for one copy over each uplink, or unlimited");
        };
    }

    /** Each effect is decided where only some things are known; its condition may not ask for others. */
    private void check(RuleSpec spec, Condition when, Effect effect) {
        if (effect instanceof Effect.Limit limit) {
            allow(spec, when, "limit", Scope.SOURCE, Scope.DESTINATION);
            if (when.speaksOf(Scope.SOURCE) && when.speaksOf(Scope.DESTINATION)) {
                throw refused(spec, "limits one node, and its condition speaks of two", "use deny for pairs of nodes");
            }
            if (when.speaksOf(Scope.SOURCE) && limit.ofDestination()) {
                throw refused(spec, "limits the download of a source", "write destination... in its condition");
            }
            if (when.speaksOf(Scope.DESTINATION) && limit.ofSource()) {
                throw refused(
                        spec, "limits the upload or streams of a destination", "write source... in its condition");
            }
        } else if (effect instanceof Effect.Weigh) {
            allow(spec, when, "weigh", Scope.DESTINATION);
        } else if (effect instanceof Effect.Uplink) {
            allow(spec, when, "uplink", Scope.IMAGE);
        }
    }

    private void allow(RuleSpec spec, Condition when, String effect, Scope... allowed) {
        for (Scope scope : when.scopes()) {
            if (!Arrays.asList(allowed).contains(scope)) {
                String may = Arrays.stream(allowed).map(RuleReader::word).collect(Collectors.joining(" or "));
                throw refused(
                        spec,
                        "asks about " + word(scope) + " variables, which " + effect + " cannot",
                        "let its condition speak of " + may + " variables only");
            }
        }
    }

    private static String word(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    private RefusedException refused(RuleSpec spec, String why, String remedy) {
        return source.refused(spec, why, remedy);
    }
}
