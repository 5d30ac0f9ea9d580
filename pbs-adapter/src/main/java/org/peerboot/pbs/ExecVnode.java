package org.peerboot.pbs;

import java.util.LinkedHashSet;
import java.util.Set;

/** The vnodes in {@code (n1[0]:ncpus=2+n1[1]:ncpus=2)+(n2:ncpus=1)}. */
final class ExecVnode {
    private ExecVnode() {}

    /** Names in their order, each once; names that are none are told of. */
    static Set<String> vnodes(String text, String where, Warnings warnings) {
        Set<String> names = new LinkedHashSet<>();
        for (String chunk : text.replace("(", "").replace(")", "").split("\\+")) {
            String name = chunk.split(":", 2)[0].strip();
            if (Names.isVnode(name)) {
                names.add(name);
            } else if (!chunk.isBlank()) {
                warnings.add(where, "names a vnode \"" + name + "\", which cannot be one");
            }
        }
        return names;
    }
}
