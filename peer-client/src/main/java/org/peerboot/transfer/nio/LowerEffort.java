package org.peerboot.transfer.nio;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Marks bulk sockets as lower effort (DSCP LE, 000001, RFC 8622): switches that know it serve everybody else first. */
final class LowerEffort {
    private static final Logger LOG = LoggerFactory.getLogger(LowerEffort.class);
    private static final int TRAFFIC_CLASS = 0x04;

    private LowerEffort() {}

    /** A mark that cannot be set changes nothing but manners. */
    static void mark(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.IP_TOS, TRAFFIC_CLASS);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("channel={} not marked as lower effort", channel, e);
        }
    }
}
