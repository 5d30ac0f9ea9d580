package org.peerboot.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * All findings on a machine.
 *
 * @param host its name
 * @param version of the release that looked
 */
public record Report(String host, String version, List<Role> roles) {
    /** Of one role that it plays. */
    public record Role(String role, List<Finding> findings) {}

    /** Whether nothing is at fault; there may be warnings. */
    @JsonProperty
    public boolean healthy() {
        return roles.stream()
                .flatMap(role -> role.findings.stream())
                .noneMatch(finding -> finding.level() == Finding.Level.FAULT);
    }

    /** @param config of the one role, where that is not in its usual place */
    public static Report of(Host host, List<Checkup> checkups, @Nullable Path config) {
        List<Role> roles = new ArrayList<>();
        for (Checkup checkup : checkups) {
            roles.add(new Role(checkup.role(), findings(host, checkup, config)));
        }
        return new Report(host.name(), host.version(), roles);
    }

    private static List<Finding> findings(Host host, Checkup checkup, @Nullable Path config) {
        List<Check> checks;
        try {
            checks = checkup.checks(host, config);
        } catch (RefusedException e) {
            return List.of(Finding.fault("configuration", e));
        }
        // One fault behind several checks, such as a tracker that does not answer, is told once.
        Map<String, Finding> told = new LinkedHashMap<>();
        for (Check check : checks) {
            Finding finding = Finding.of(check);
            told.putIfAbsent(finding.found(), finding);
        }
        return List.copyOf(told.values());
    }
}
