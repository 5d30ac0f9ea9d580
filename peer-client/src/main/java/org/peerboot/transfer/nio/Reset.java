package org.peerboot.transfer.nio;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a connection with RST. With SO_LINGER at zero the close throws away what the kernel has not sent (tcp(7)); the
 * JDK then leaves out the shutdown that it would do first for a registered channel.
 */
final class Reset {
    private static final Logger LOG = LoggerFactory.getLogger(Reset.class);

    private Reset() {}

    /** Makes the next close of {@code channel} an RST. */
    static void arm(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            LOG.debug("channel={} SO_LINGER not set", channel, e);
        }
    }

    static void close(SocketChannel channel) {
        arm(channel);
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("channel={} close failed", channel, e);
        }
    }
}
