package org.peerboot.slurm;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions of the accessor library; spank-shim/src/slurm_accessor.h says what each does. */
interface Accessor extends AutoCloseable {
    /** The numbers are the library's. */
    enum Kind {
        NODES(0),
        JOBS(1),
        SWITCHES(2),
        RESERVATIONS(3);

        final int number;

        Kind(int number) {
            this.number = number;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param since what to ask with the next time */
    record Answer(long since, RecordTable table) {}

    /** Of the Slurm that the library was built with. */
    String version();

    /**
     * @param since of the answer before; 0 asks for all
     * @return absent where nothing has changed
     * @throws org.peerboot.image.RefusedException in Slurm's words
     */
    @Nullable
    Answer read(Kind kind, long since);

    @Override
    void close();
}
