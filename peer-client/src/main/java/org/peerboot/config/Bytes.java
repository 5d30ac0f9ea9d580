package org.peerboot.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A size, written {@code 256MiB}, {@code 20GB} or {@code 512B}. */
public record Bytes(long value) {
    /** @throws org.peerboot.image.RefusedException unless {@code text} is a number from 0 and a unit */
    @JsonCreator
    public static Bytes parse(String text) {
        return new Bytes(Units.bytes("size", text, text, "write a size such as 256MiB, 20GB or 512B"));
    }

    /** Exact, in the largest binary unit that divides it. */
    @JsonValue
    @Override
    public String toString() {
        return Units.binary(value);
    }
}
