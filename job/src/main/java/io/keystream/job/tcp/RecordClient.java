package io.keystream.job.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records to a TCP source with {@code framing: length} and {@code acknowledge: true}. Keeps
 * each until it is acknowledged; reconnects to whichever address answers, and sends again what may
 * not have arrived. With a name, nothing arrives twice. For use by one thread.
 */
public final class RecordClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordClient.class);
  private static final int CONNECT_MILLIS = 5_000;
  private static final long PAUSE_MILLIS = 200;

  private final List<InetSocketAddress> addresses;
  private final SocketFactory sockets;
  private final String name;
  private final int window;
  private final Duration patience;
  private int receiver = -1;
  private Socket socket;
  private DataOutputStream out;

  // Guarded by this.
  private final Deque<byte[]> unacknowledged = new ArrayDeque<>();
  private long acknowledged;
  private IOException broken;
  private String refusal;

  /**
   * A client that connects when it has something to send.
   *
   * @param addresses where the receiver may be, such as its port on all hosts it may run on
   * @param sockets of the JDK's {@code SSLContext.getSocketFactory()}, or {@link
   *     SocketFactory#getDefault} for plain text
   * @param name to be remembered by, of at most 100 letters, digits and {@code . _ : -}; empty for
   *     a client whose records may arrive twice
   * @param window most records that are not acknowledged
   * @param patience how long no receiver may answer before a call fails
   */
  public RecordClient(
      List<InetSocketAddress> addresses,
      SocketFactory sockets,
      String name,
      int window,
      Duration patience) {
    this.addresses = List.copyOf(addresses);
    this.sockets = sockets;
    this.name = name;
    this.window = window;
    this.patience = patience;
    Protocol.hello(name);
  }

  /**
   * Connects for the first time.
   *
   * @return how many records of this name the receiver has: those need not be sent
   */
  public long connect() throws IOException, InterruptedException {
    reconnect();
    synchronized (this) {
      return acknowledged;
    }
  }

  /** How many records are acknowledged, with those of earlier clients of this name. */
  public synchronized long acknowledged() {
    return acknowledged;
  }

  /** Sends a record; waits while too many are not acknowledged. */
  public void send(byte[] value) throws IOException, InterruptedException {
    awaitAtMost(window - 1);
    synchronized (this) {
      unacknowledged.add(value);
    }
    if (out == null) {
      reconnect();
      return;
    }
    try {
      write(value);
    } catch (IOException e) {
      LOG.debug("Sending failed", e);
      reconnect();
    }
  }

  /** Returns when everything is acknowledged. */
  public void flush() throws IOException, InterruptedException {
    awaitAtMost(0);
  }

  private void awaitAtMost(int most) throws IOException, InterruptedException {
    while (count() > most) {
      if (out == null || !awaitProgress(most)) {
        reconnect();
      }
    }
  }

  private synchronized int count() {
    return unacknowledged.size();
  }

  /** Nothing is lost by waiting for long: a broken connection ends it. */
  private boolean awaitProgress(int most) throws IOException, InterruptedException {
    try {
      out.flush();
    } catch (IOException e) {
      LOG.debug("Sending failed", e);
      return false;
    }
    synchronized (this) {
      while (unacknowledged.size() > most && broken == null) {
        wait();
      }
      return broken == null;
    }
  }

  private void write(byte[] value) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  private void reconnect() throws IOException, InterruptedException {
    checkRefusal();
    long deadline = System.nanoTime() + patience.toNanos();
    List<String> tried = new ArrayList<>();
    while (true) {
      disconnect();
      tried.clear();
      for (InetSocketAddress address : addresses) {
        try {
          open(address);
          return;
        } catch (IOException e) {
          tried.add(address + ": " + e.getMessage());
          disconnect();
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "No receiver took records within "
                + patience.toSeconds()
                + " s; tried "
                + String.join(", ", tried));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private synchronized void checkRefusal() throws IOException {
    if (refusal != null) {
      throw new IOException("The receiver refused a record of this client: " + refusal);
    }
  }

  private void open(InetSocketAddress address) throws IOException {
    socket = sockets.createSocket();
    socket.connect(
        new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
    socket.setSoTimeout(CONNECT_MILLIS * 2);
    socket.setKeepAlive(true);
    if (socket instanceof SSLSocket tls) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
    }
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 64 * 1024));
    write(Protocol.bytes(Protocol.hello(name)));
    out.flush();
    long base = begin(message(in));
    socket.setSoTimeout(0);
    Socket own = socket;
    Thread reader = new Thread(() -> read(in, base, own), "acknowledgements");
    reader.setDaemon(true);
    resend();
    reader.start();
  }

  /** Finds where to go on; what the receiver has need not be sent again. */
  private synchronized long begin(String message) throws IOException {
    Protocol.Ready ready =
        Protocol.readyOf(message)
            .orElseThrow(() -> new IOException("Wanted \"ready\", found \"" + message + "\""));
    broken = null;
    if (name.isEmpty()) {
      return acknowledged;
    }
    boolean isFirst = receiver < 0;
    if (!isFirst && ready.receiver() != receiver) {
      throw new IOException(
          "is receiver " + ready.receiver() + ", and this client's records are with " + receiver);
    }
    if (!isFirst
        && (ready.count() < acknowledged || ready.count() > acknowledged + unacknowledged.size())) {
      throw new IOException(
          "has "
              + ready.count()
              + " records of client "
              + name
              + ", wanted from "
              + acknowledged
              + " to "
              + (acknowledged + unacknowledged.size())
              + ": it is not the newest receiver, lost records, or another client has this name");
    }
    receiver = ready.receiver();
    if (isFirst) {
      acknowledged = ready.count();
    }
    confirm(ready.count());
    return 0;
  }

  private synchronized void resend() throws IOException {
    for (byte[] value : unacknowledged) {
      write(value);
    }
    out.flush();
  }

  private void read(DataInputStream in, long base, Socket own) {
    try {
      while (true) {
        String message = message(in);
        synchronized (this) {
          if (own != socket) {
            return;
          }
          refusal = Protocol.errorOf(message).orElse(refusal);
          confirm(base + Protocol.acknowledgedOf(message).orElse(acknowledged - base));
        }
      }
    } catch (IOException e) {
      lost(e, own);
    }
  }

  private synchronized void lost(IOException failure, Socket own) {
    if (own == socket) {
      LOG.info("The connection to {} ended: {}", own.getRemoteSocketAddress(), failure + "");
      broken = failure;
      notifyAll();
    }
  }

  private synchronized void confirm(long count) {
    while (acknowledged < count) {
      unacknowledged.remove();
      acknowledged++;
    }
    notifyAll();
  }

  private static String message(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, UTF_8);
  }

  private synchronized void disconnect() throws IOException {
    Socket open = socket;
    socket = null;
    out = null;
    if (open != null) {
      open.close();
    }
  }

  /** Closes the connection; what is not acknowledged may arrive or not. */
  @Override
  public void close() throws IOException {
    disconnect();
  }
}
