package org.peerboot.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peerboot.attributes.Attribute;

/**
 * A variable that conditions may name.
 *
 * @param scope what has to be known before it has a value
 * @param key what it is called there, such as {@code job.running}
 * @param meaning for the table in the documentation
 */
record Variable(String name, CelType type, Scope scope, String key, String meaning) {
    enum Scope {
        SOURCE,
        DESTINATION,
        LINK,
        ORIGIN,
        IMAGE
    }

    /** Every variable by its name. */
    static final Map<String, Variable> ALL = all();

    private static Map<String, Variable> all() {
        Map<String, Variable> all = new LinkedHashMap<>();
        node(all, "source", Scope.SOURCE);
        node(all, "destination", Scope.DESTINATION);
        for (Attribute attribute : Attribute.values()) {
            if (attribute.of() == Attribute.Of.LINK) {
                String name = link(attribute);
                all.put(name, new Variable(name, type(attribute), Scope.LINK, attribute.key(), attribute.meaning()));
            }
        }
        for (Attribute attribute : Attribute.values()) {
            if (attribute.ofOriginToo()) {
                add(all, "origin." + attribute.key(), type(attribute), Scope.ORIGIN, attribute.meaning());
            }
        }
        add(all, "image.name", SimpleType.STRING, Scope.IMAGE, "name:tag, or ~user/name:tag");
        add(all, "image.access", SimpleType.STRING, Scope.IMAGE, "public, system or user");
        add(all, "image.owner", SimpleType.STRING, Scope.IMAGE, "whose image it is; empty unless access is user");
        add(all, "image.bytes", SimpleType.INT, Scope.IMAGE, "its size");
        return all;
    }

    private static void node(Map<String, Variable> all, String prefix, Scope scope) {
        CelType words = ListType.create(SimpleType.STRING);
        add(all, prefix + ".name", SimpleType.STRING, scope, "the node's name in the workload manager");
        add(all, prefix + ".leaf", SimpleType.STRING, scope, "its leaf switch; empty where not known");
        add(all, prefix + ".cell", SimpleType.STRING, scope, "its cell: the leaf switch or a part of it");
        add(all, prefix + ".origin", SimpleType.BOOL, scope, "it is the file server's own peer");
        add(all, prefix + ".features", words, scope, "its features in the workload manager");
        add(all, prefix + ".states", words, scope, "its states in the workload manager, such as drain");
        add(all, prefix + ".partitions", words, scope, "the partitions or queues it is in");
        for (Attribute attribute : Attribute.values()) {
            if (attribute.of() == Attribute.Of.NODE) {
                add(all, prefix + "." + attribute.key(), type(attribute), scope, attribute.meaning());
            }
        }
    }

    /** {@code topology.hops} is {@code link.hops} in conditions: of the two nodes, not of one. */
    static String link(Attribute attribute) {
        return "link." + attribute.key().substring(attribute.key().indexOf('.') + 1);
    }

    private static CelType type(Attribute attribute) {
        return attribute.isTruth() ? SimpleType.BOOL : SimpleType.DOUBLE;
    }

    private static void add(Map<String, Variable> all, String name, CelType type, Scope scope, String meaning) {
        all.put(name, new Variable(name, type, scope, name.substring(name.indexOf('.') + 1), meaning));
    }

    /** As people read it: {@code bool}, {@code number}, {@code text}, {@code list of text}. */
    String typeWords() {
        if (type.equals(SimpleType.BOOL)) {
            return "bool";
        }
        if (type.equals(SimpleType.STRING)) {
            return "text";
        }
        return type instanceof ListType ? "list of text" : "number";
    }
}
