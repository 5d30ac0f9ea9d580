package org.peerboot.tracker;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.CountedUplink;
import org.peerboot.gauges.PrometheusWatch;
import org.peerboot.gauges.SnmpWatch;
import org.peerboot.gauges.UplinkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has switches asked how busy they are, and brings their answers to the loop. */
final class SwitchWatch implements Closeable, UplinkListener {
    private static final Logger LOG = LoggerFactory.getLogger(SwitchWatch.class);

    private final State state;
    private final Loop loop;
    private final Clock clock;
    private final @Nullable Closeable asking;

    SwitchWatch(TrackerConfig config, State state, Loop loop, Clock clock) {
        this.state = state;
        this.loop = loop;
        this.clock = clock;
        this.asking = config.snmp() != null
                ? new SnmpWatch(config.snmp(), this)
                : config.prometheus() != null ? new PrometheusWatch(config.prometheus(), this) : null;
    }

    @Override
    public void counted(CountedUplink uplink) {
        loop.post(() -> state.measurements.uplinks.counted(uplink, clock.millis()));
    }

    @Override
    public void answers(String name) {
        loop.post(() -> state.measurements.uplinks.answers(name));
    }

    @Override
    public void silent(String name, String why) {
        loop.post(() -> {
            if (state.measurements.uplinks.silent(name, why)) {
                LOG.warn("{}", why);
            }
        });
    }

    @Override
    public void close() throws IOException {
        if (asking != null) {
            asking.close();
        }
    }
}
