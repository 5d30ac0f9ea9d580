package org.peerboot.tracker.doctor;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.StrictYaml;
import org.peerboot.doctor.Check;
import org.peerboot.doctor.Finding;
import org.peerboot.policy.Policy;

/**
 * Whether the policy's file can be read.
 *
 * @param file the shipped rules where absent
 */
record PolicyCheck(@Nullable Path file) implements Check {
    @Override
    public String name() {
        return "policy";
    }

    @Override
    public Finding look() {
        Path named = file;
        if (named == null) {
            return Finding.good(this, "the shipped rules");
        }
        return Finding.good(
                this,
                Policy.parse(StrictYaml.text(named), named.toString()).names().size() + " rules in " + named);
    }
}
