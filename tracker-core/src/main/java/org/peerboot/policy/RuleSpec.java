package org.peerboot.policy;

import org.jspecify.annotations.Nullable;
import org.peerboot.config.Rate;
import org.peerboot.config.Text;

/** A rule as the file has it. */
record RuleSpec(
        Text name,
        @Nullable String description,
        @Nullable Text when,
        @Nullable LimitSpec limit,
        @Nullable Boolean deny,
        @Nullable WeighSpec weigh,
        @Nullable UplinkSpec uplink) {

    record LimitSpec(
            @Nullable Rate upload,
            @Nullable Text streams,
            @Nullable Text download) {}

    record WeighSpec(
            Text attribute,
            @Nullable Double above,
            @Nullable Text below,
            @Nullable Double until,
            double factor) {}

    record UplinkSpec(Text copies) {}
}
