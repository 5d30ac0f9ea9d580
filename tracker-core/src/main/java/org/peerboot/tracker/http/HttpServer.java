package org.peerboot.tracker.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.peerboot.image.RefusedException;

/**
 * The listening side: two I/O threads, a few workers for what may block, and limits on connections, headers, bodies and
 * patience, so that nobody's slowness is anybody else's.
 */
// A write or close that fails closes the connection, which is all there is to do about it.
@SuppressWarnings("FutureReturnValueIgnored")
public final class HttpServer implements AutoCloseable {
    private static final int MAX_LINE = 8 << 10;
    private static final int MAX_HEADERS = 16 << 10;
    /** The longest manifest, or four parts of an image; with its copies a third of the tracker's 256 MiB of heap. */
    private static final long MAX_BODIES = 32L << 20;

    private static final int WAITING_REQUESTS = 1024;

    private final EventLoopGroup group;
    private final ThreadPoolExecutor workers;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listening;

    /**
     * @param address where to listen; port 0 takes a free one
     * @param maxConnections beyond which new ones are closed
     * @param patience for a request to come in, and for its answer to be taken
     * @throws RefusedException if the address cannot be had
     */
    public HttpServer(InetSocketAddress address, Service service, int maxConnections, Duration patience) {
        group = new MultiThreadIoEventLoopGroup(
                2, new DefaultThreadFactory("tracker-http", true), NioIoHandler.newFactory());
        workers = new ThreadPoolExecutor(
                4,
                4,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING_REQUESTS),
                new DefaultThreadFactory("tracker-request", true));
        BodyBudget budget = new BodyBudget(MAX_BODIES);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        if (connections.size() > maxConnections) {
                            channel.close();
                            return;
                        }
                        HttpDecoderConfig limits = new HttpDecoderConfig()
                                .setMaxInitialLineLength(MAX_LINE)
                                .setMaxHeaderSize(MAX_HEADERS);
                        channel.pipeline()
                                .addLast("http", new HttpServerCodec(limits))
                                .addLast("requests", new RequestReader(service, workers, budget, patience));
                    }
                });
        try {
            listening = bootstrap.bind(address).sync().channel();
            connections.add(listening);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
            throw new IllegalStateException("interrupted while opening " + address, e);
        } catch (Exception e) {
            // Netty throws the BindException itself, undeclared.
            stop();
            throw new RefusedException(
                    "listen address " + address.getHostString() + ":" + address.getPort(),
                    "cannot be had (" + e.getMessage() + ")",
                    "end what listens there, or choose another with --listen",
                    e);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    @Override
    public void close() {
        connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        stop();
    }

    private void stop() {
        workers.shutdownNow();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
