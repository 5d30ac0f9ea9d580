package org.peerboot.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The nodes that Slurm knows, by {@code scontrol --oneliner show nodes}. */
final class SlurmNodes {
    /** One, as slurm.conf has it. */
    record Entry(String name, String address, String host) {}

    private SlurmNodes() {}

    static List<Entry> parse(String text) {
        List<Entry> nodes = new ArrayList<>();
        text.lines().forEach(line -> {
            Map<String, String> words = new TreeMap<>();
            for (String word : line.split(" ")) {
                int equals = word.indexOf('=');
                if (equals > 0) {
                    words.putIfAbsent(word.substring(0, equals), word.substring(equals + 1));
                }
            }
            String name = words.get("NodeName");
            if (name != null) {
                nodes.add(new Entry(
                        name, words.getOrDefault("NodeAddr", name), words.getOrDefault("NodeHostName", name)));
            }
        });
        return nodes;
    }

    static @Nullable Entry named(List<Entry> nodes, String name) {
        return nodes.stream().filter(node -> node.name.equals(name)).findFirst().orElse(null);
    }

    /** @param host up to the first dot */
    static @Nullable Entry on(List<Entry> nodes, String host) {
        return nodes.stream()
                .filter(node -> node.host.replaceFirst("\\..*", "").equals(host))
                .findFirst()
                .orElse(null);
    }
}
