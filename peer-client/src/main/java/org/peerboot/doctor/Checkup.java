package org.peerboot.doctor;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * What is looked at on a machine that plays one role. Other modules bring theirs, named in
 * {@code META-INF/services/org.peerboot.doctor.Checkup}.
 */
public interface Checkup {
    /** Such as {@code node}. */
    String role();

    /** Whether the machine plays it, by the files that it has. */
    boolean plays(Host host);

    /**
     * @param config the role's configuration; the usual place where absent
     * @throws RefusedException if that cannot be read
     */
    List<Check> checks(Host host, @Nullable Path config);
}
