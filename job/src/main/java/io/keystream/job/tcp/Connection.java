package io.keystream.job.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.job.receiver.Appender;
import io.keystream.job.receiver.ReceiverContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sender. Its records are appended as they come; while the log takes no more, the thread waits,
 * so that nothing more is read and senders are slowed down by TCP.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failure closes the channel, which is an event.
final class Connection extends SimpleChannelInboundHandler<ByteBuf> {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** How long a sender has to read what was wrong, before the connection is closed. */
  private static final int ERROR_SECONDS = 2;

  private final ReceiverContext context;
  private final TcpSettings settings;
  private ChannelHandlerContext channel;
  private Appender appender;
  private boolean failed;
  private volatile long durable;
  private long told;

  Connection(ReceiverContext context, TcpSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) throws IOException {
    channel = active;
    if (!settings.acknowledge()) {
      appender = context.appender("", count -> {});
    }
    active.fireChannelActive();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext active, ByteBuf frame) throws Exception {
    if (failed) {
      return;
    }
    if (appender == null) {
      greet(frame.toString(UTF_8));
    } else {
      appender.append(ByteBufUtil.getBytes(frame));
    }
  }

  /** Nothing that follows is read before the sender is told where to go on. */
  private void greet(String hello) {
    Optional<String> client = Protocol.clientOf(hello);
    if (client.isEmpty()) {
      fail("wanted \"keystream/1\" or \"keystream/1 <client name>\" first");
      return;
    }
    try {
      appender = context.appender(client.get(), this::durable);
    } catch (IOException e) {
      fail(e.getMessage());
      return;
    }
    channel.channel().config().setAutoRead(false);
    appender
        .known()
        .whenCompleteAsync(
            (count, failure) -> {
              if (failure == null) {
                told = Math.max(told, count);
                send(Protocol.ready(context.number(), count));
                channel.channel().config().setAutoRead(true);
              } else {
                channel.close();
              }
            },
            channel.executor());
  }

  /** Called by the thread that writes the log. */
  private void durable(long count) {
    durable = count;
    channel.executor().execute(this::acknowledge);
  }

  /** A sender that does not read is told the newest number alone, when it does. */
  private void acknowledge() {
    if (durable > told && channel.channel().isWritable() && !failed) {
      told = durable;
      send(Protocol.acknowledged(told));
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext active) {
    if (settings.acknowledge()) {
      acknowledge();
    }
    active.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      fail("a record is longer than " + settings.maxRecordBytes() + " bytes (max-record-bytes)");
    } else {
      LOG.warn("Closed the connection of {}: {}", active.channel().remoteAddress(), cause + "");
      LOG.debug("Why it was closed", cause);
      active.close();
    }
  }

  private void fail(String reason) {
    failed = true;
    LOG.warn("Closed the connection of {}: {}", channel.channel().remoteAddress(), reason);
    if (settings.acknowledge()) {
      send(Protocol.error(reason));
      channel.executor().schedule(() -> channel.close(), ERROR_SECONDS, TimeUnit.SECONDS);
    } else {
      channel.close();
    }
  }

  private void send(String message) {
    channel.writeAndFlush(Unpooled.wrappedBuffer(Protocol.bytes(message)));
  }

  @Override
  public void channelInactive(ChannelHandlerContext active) {
    if (appender != null) {
      appender.close();
    }
    active.fireChannelInactive();
  }
}
