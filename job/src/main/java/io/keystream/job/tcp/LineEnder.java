package io.keystream.job.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/** Ends each message with a line feed. */
final class LineEnder extends MessageToByteEncoder<ByteBuf> {
  @Override
  protected void encode(ChannelHandlerContext context, ByteBuf message, ByteBuf out) {
    out.writeBytes(message).writeByte('\n');
  }
}
