package com.example;

import io.keystream.job.receiver.ReceiverContext;
import io.keystream.job.receiver.RecordReceiver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/**
 * Receives from ZeroMQ, to copy and change. It binds a ROUTER socket at the option {@code bind}, or
 * connects it to {@code endpoint}. Senders use a DEALER socket: a message is one record, and the
 * empty answer says that one more of the sender's records is in the log.
 */
public final class ZeroMqReceiver implements RecordReceiver {
  /**
   * After how long a connection without a handshake is made anew. A few in a hundred that JeroMQ
   * 0.6.0 opens never begin theirs (https://github.com/zeromq/jeromq/pull/1022), and the default is
   * 30 seconds.
   */
  static final int HANDSHAKE_MILLIS = 1_000;

  private static final int POLL_MILLIS = 20;

  /** A record whose sender waits for an answer. */
  private record Waiting(ZFrame sender, CompletableFuture<Void> durable) {}

  @Override
  public void receive(ReceiverContext context) throws Exception {
    try (ZContext sockets = new ZContext()) {
      ZMQ.Socket socket = sockets.createSocket(SocketType.ROUTER);
      socket.setReceiveTimeOut(POLL_MILLIS);
      if (context.options().containsKey("bind")) {
        context.listening("127.0.0.1", socket.bind(context.option("bind")) ? port(socket) : 0);
      } else {
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.connect(context.option("endpoint"));
      }
      Deque<Waiting> waiting = new ArrayDeque<>();
      while (!context.stopping()) {
        ZMsg message = ZMsg.recvMsg(socket);
        if (message != null) {
          ZFrame sender = message.pop();
          waiting.add(new Waiting(sender, context.append(message.getLast().getData())));
        }
        answer(socket, waiting);
      }
    }
  }

  /** In the thread that owns the socket, as ZeroMQ wants it. A failure ends the receiver. */
  private static void answer(ZMQ.Socket socket, Deque<Waiting> waiting) {
    while (!waiting.isEmpty() && waiting.peek().durable().isDone()) {
      Waiting next = waiting.remove();
      next.durable().join();
      next.sender().send(socket, ZFrame.MORE);
      socket.send(new byte[0]);
    }
  }

  private static int port(ZMQ.Socket socket) {
    String endpoint = socket.getLastEndpoint();
    return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
  }
}
