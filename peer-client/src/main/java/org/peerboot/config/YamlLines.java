package org.peerboot.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Where a YAML text's keys and items stand, and the refusal of what YAML readers disagree about: words
 * that are truths to some and text to others (the country code {@code no}), numbers that are octal or base 60 to some,
 * duplicate keys, anchors, tags, and more than one document.
 */
final class YamlLines {
    private static final int MAX_DEPTH = 32;
    private static final Pattern WORD_TRUTH = Pattern.compile("(?i)y|n|yes|no|on|off");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-9_]+");
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");
    private static final Pattern UNDERSCORE = Pattern.compile("[-+]?[0-9]+_[0-9_]*");

    private final String place;
    private final Map<List<String>, Mark> places = new HashMap<>();
    private final Map<List<String>, String> scalars = new HashMap<>();

    private YamlLines(String place) {
        this.place = place;
    }

    static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // the caller has bounded the text
        return options;
    }

    static YamlLines of(String text, String place) {
        YamlLines lines = new YamlLines(place);
        try {
            lines.document(new Yaml(options()).parse(new StringReader(text)).iterator());
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw new RefusedException(
                    mark == null ? place : at(place, mark),
                    "is not YAML (" + e.getProblem() + ")",
                    "correct it there or on the line before",
                    e);
        } catch (YAMLException e) {
            throw new RefusedException(place, "is not YAML (" + e.getMessage() + ")", "correct it", e);
        }
        return lines;
    }

    /** {@code FILE line N column C, key "K"} for the innermost part of {@code path} whose place is known. */
    String describe(List<String> path) {
        for (int end = path.size(); end > 0; end--) {
            Mark mark = places.get(path.subList(0, end));
            if (mark != null) {
                return at(mark, path.get(end - 1));
            }
        }
        return place;
    }

    /** On which the key at {@code path} stands; absent where there is none. */
    @Nullable
    Integer line(List<String> path) {
        Mark mark = places.get(path);
        return mark == null ? null : (Integer) (mark.getLine() + 1);
    }

    /** {@link #describe}, or where the text begins. */
    String beginning(List<String> path) {
        return path.isEmpty() ? place + " line 1 column 1" : describe(path);
    }

    /** The text at {@code path}, where it is a scalar. */
    @Nullable
    String scalar(List<String> path) {
        return scalars.get(path);
    }

    private static String at(String place, Mark mark) {
        return place + " line " + (mark.getLine() + 1) + " column " + (mark.getColumn() + 1);
    }

    private String at(Mark mark, String key) {
        return at(place, mark) + (key.startsWith("[") ? ", item " + key : ", key \"" + key + "\"");
    }

    private void document(Iterator<Event> events) {
        boolean seen = false;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent) {
                if (seen) {
                    throw refuse(event, "a second document begins", "keep one document in a file");
                }
                seen = true;
                node(events, events.next(), List.of());
                Event end = events.next();
                if (!(end instanceof DocumentEndEvent)) {
                    throw refuse(end, "the document goes on after its end", "correct the indentation");
                }
            }
        }
        if (!seen) {
            throw new RefusedException(
                    place + " line 1 column 1", "is empty", "write at least one key, or {} for none");
        }
    }

    private void node(Iterator<Event> events, Event event, List<String> path) {
        if (path.size() > MAX_DEPTH) {
            throw refuse(event, "is nested more than " + MAX_DEPTH + " deep", "make it flatter");
        }
        if (event instanceof AliasEvent || (event instanceof NodeEvent node && node.getAnchor() != null)) {
            throw refuse(event, "anchors and aliases (& and *) are not read", "write the value out, or quote it");
        }
        if (event instanceof MappingStartEvent mapping) {
            refuseTag(mapping, mapping.getTag());
            mapping(events, path);
        } else if (event instanceof SequenceStartEvent sequence) {
            refuseTag(sequence, sequence.getTag());
            int index = 0;
            for (Event item = events.next(); !(item instanceof SequenceEndEvent); item = events.next()) {
                List<String> here = below(path, "[" + index++ + "]");
                places.put(here, item.getStartMark());
                node(events, item, here);
            }
        } else if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar, scalar.getTag());
            scalars.put(path, scalar.getValue());
            refuseTraps(scalar, path);
        }
    }

    private void mapping(Iterator<Event> events, List<String> path) {
        for (Event key = events.next(); !(key instanceof MappingEndEvent); key = events.next()) {
            if (!(key instanceof ScalarEvent name)) {
                throw refuse(key, "a key is not a word", "write KEY: VALUE");
            }
            List<String> here = below(path, name.getValue());
            Integer first = line(here);
            if (first != null) {
                throw new RefusedException(
                        at(name.getStartMark(), name.getValue()),
                        "stands on line " + first + " already",
                        "remove one of them");
            }
            places.put(here, name.getStartMark());
            node(events, events.next(), here);
        }
    }

    private static List<String> below(List<String> path, String part) {
        List<String> here = new ArrayList<>(path);
        here.add(part);
        return here;
    }

    private void refuseTraps(ScalarEvent scalar, List<String> path) {
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return;
        }
        String value = scalar.getValue();
        String what = path.isEmpty()
                ? at(place, scalar.getStartMark())
                : at(scalar.getStartMark(), path.get(path.size() - 1));
        if (value.isEmpty() || value.equals("~") || value.equals("null")) {
            throw new RefusedException(what, "has no value", "give it one, or remove it");
        }
        if (WORD_TRUTH.matcher(value).matches()) {
            throw new RefusedException(
                    what,
                    value + " is a truth to some readers of YAML and text to others",
                    "write true or false, or \"" + value + "\" in quotes");
        }
        if (OCTAL.matcher(value).matches()
                || BASE_60.matcher(value).matches()
                || UNDERSCORE.matcher(value).matches()) {
            throw new RefusedException(
                    what,
                    value + " is a different number to different readers of YAML",
                    "write a plain decimal number, or \"" + value + "\" in quotes");
        }
    }

    private void refuseTag(Event event, @Nullable String tag) {
        if (tag != null) {
            throw refuse(event, "the tag " + tag + " is not read", "remove it, or quote the value");
        }
    }

    private RefusedException refuse(Event event, String why, String remedy) {
        return new RefusedException(at(place, event.getStartMark()), why, remedy);
    }
}
