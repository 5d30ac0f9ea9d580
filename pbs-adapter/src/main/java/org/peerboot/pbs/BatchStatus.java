package org.peerboot.pbs;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** struct batch_status and struct attrl of pbs_ifl.h, on a 64-bit machine: pointers of 8 bytes. */
final class BatchStatus {
    private static final long NEXT = 0;
    private static final long NAME = 8;
    private static final long ATTRIBUTES = 16;
    private static final long RESOURCE = 16;
    private static final long VALUE = 24;

    private static final String ENCODING = StandardCharsets.UTF_8.name();

    private BatchStatus() {}

    /** The objects of a list, with those of their attributes that are wanted. */
    static List<Attributes> all(Pointer first, Kind kind) {
        List<Attributes> all = new ArrayList<>();
        for (Pointer at = first; at != null; at = at.getPointer(NEXT)) {
            all.add(new Attributes(text(at.getPointer(NAME)), values(at.getPointer(ATTRIBUTES), kind)));
        }
        return List.copyOf(all);
    }

    private static Map<String, String> values(@Nullable Pointer first, Kind kind) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Pointer at = first; at != null; at = at.getPointer(NEXT)) {
            Pointer resource = at.getPointer(RESOURCE);
            String name = text(at.getPointer(NAME)) + (resource == null ? "" : "." + text(resource));
            if (kind.wants(name)) {
                values.put(name, text(at.getPointer(VALUE)));
            }
        }
        return values;
    }

    private static String text(@Nullable Pointer at) {
        return at == null ? "" : at.getString(0, ENCODING);
    }
}
