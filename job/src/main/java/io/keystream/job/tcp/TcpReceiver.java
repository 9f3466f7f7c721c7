package io.keystream.job.tcp;

import io.keystream.job.config.Framing;
import io.keystream.job.receiver.ReceiverContext;
import io.keystream.job.receiver.RecordReceiver;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for senders, and appends what they send to the log. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells of failures by events.
public final class TcpReceiver implements RecordReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(TcpReceiver.class);
  private static final int THREADS = 2;

  private final TcpSettings settings;
  private final char[] password;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /**
   * A receiver that does nothing yet.
   *
   * @param password of the key store; null if it has none
   */
  public TcpReceiver(TcpSettings settings, char[] password) {
    this.settings = settings;
    this.password = password == null ? null : password.clone();
  }

  @Override
  public void receive(ReceiverContext context) throws IOException, InterruptedException {
    ServerTls tls =
        settings.encryption().isPresent()
            ? new ServerTls(settings.encryption().get(), password)
            : null;
    EventLoopGroup acceptor = new NioEventLoopGroup(1);
    EventLoopGroup workers = new NioEventLoopGroup(THREADS);
    try {
      Channel server = bind(context, tls, acceptor, workers);
      int port = ((InetSocketAddress) server.localAddress()).getPort();
      String host =
          settings.host().isEmpty()
              ? InetAddress.getLocalHost().getCanonicalHostName()
              : settings.host();
      LOG.info("Receiver {} listens at {}:{}", context.number(), host, port);
      context.listening(host, port);
      context.awaitStop();
      server.close().sync();
      connections.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
    } finally {
      end(acceptor, workers);
    }
  }

  /** The port is free only when the groups have ended, and the next receiver wants the same. */
  private static void end(EventLoopGroup... groups) {
    List<Future<?>> ends =
        Arrays.stream(groups)
            .<Future<?>>map(group -> group.shutdownGracefully(0, 5, TimeUnit.SECONDS))
            .toList();
    ends.forEach(end -> end.awaitUninterruptibly(10, TimeUnit.SECONDS));
  }

  private Channel bind(
      ReceiverContext context, ServerTls tls, EventLoopGroup acceptor, EventLoopGroup workers)
      throws IOException {
    int port = settings.port() == 0 ? 0 : settings.port() + context.number();
    InetSocketAddress address =
        settings.host().isEmpty()
            ? new InetSocketAddress(port)
            : new InetSocketAddress(settings.host(), port);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(acceptor, workers)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Initializer(context, tls))
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "Receiver " + context.number() + " cannot listen at " + address, bound.cause());
    }
    return bound.channel();
  }

  /** Sets up a connection. */
  private final class Initializer extends ChannelInitializer<SocketChannel> {
    private final ReceiverContext context;
    private final ServerTls tls;

    Initializer(ReceiverContext context, ServerTls tls) {
      this.context = context;
      this.tls = tls;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      connections.add(channel);
      if (connections.size() > settings.maxConnections()) {
        LOG.warn(
            "Refused {}: there are {} connections already",
            channel.remoteAddress(),
            settings.maxConnections());
        channel.close();
        return;
      }
      ChannelPipeline pipeline = channel.pipeline();
      if (tls != null) {
        pipeline.addLast(new SslHandler(tls.engine()));
      }
      if (settings.framing() == Framing.LINES) {
        pipeline.addLast(new LineBasedFrameDecoder(settings.maxRecordBytes(), true, true));
        pipeline.addLast(new LineEnder());
      } else {
        pipeline.addLast(
            new LengthFieldBasedFrameDecoder(
                settings.maxRecordBytes() + Integer.BYTES, 0, Integer.BYTES, 0, Integer.BYTES));
        pipeline.addLast(new LengthFieldPrepender(Integer.BYTES));
      }
      pipeline.addLast(new Connection(context, settings));
    }
  }
}
