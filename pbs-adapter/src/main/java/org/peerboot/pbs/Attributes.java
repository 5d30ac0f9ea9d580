package org.peerboot.pbs;

import java.util.Map;

/**
 * One vnode, job, reservation or server as PBS tells of it.
 *
 * @param values by attribute, a resource's with a dot: {@code resources_available.switch}; times are seconds since the
 *     epoch or as ctime(3) writes them, in UTC
 */
record Attributes(String name, Map<String, String> values) {
    /** Empty where there is none. */
    String get(String attribute) {
        return values.getOrDefault(attribute, "");
    }
}
