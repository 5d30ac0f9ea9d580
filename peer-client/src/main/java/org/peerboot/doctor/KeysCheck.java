package org.peerboot.doctor;

import java.nio.file.Path;
import org.peerboot.image.TrustedKeys;

/** Whether there is a key that images are believed by. */
record KeysCheck(Path trustedKeys) implements Check {
    @Override
    public String name() {
        return "keys";
    }

    @Override
    public Finding look() {
        TrustedKeys.load(trustedKeys);
        return Finding.good(this, trustedKeys + " can be read");
    }
}
