package org.peerboot.peer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.Denied;

/** What the tracker refused whom, until he asks again: nobody's question spoils another's. */
final class Denials {
    private static final int MOST = 256;

    private record Key(String image, @Nullable String user) {}

    private final Map<Key, String> errors = new LinkedHashMap<>();

    void add(Denied denied) {
        if (errors.size() >= MOST) {
            errors.clear();
        }
        errors.put(new Key(denied.image(), denied.user()), denied.error());
    }

    @Nullable
    String find(String image, String user) {
        String his = errors.get(new Key(image, user));
        return his != null ? his : errors.get(new Key(image, null));
    }

    void forget(String image, String user) {
        errors.remove(new Key(image, user));
        errors.remove(new Key(image, null));
    }
}
