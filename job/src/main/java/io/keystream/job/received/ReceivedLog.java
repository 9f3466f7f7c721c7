package io.keystream.job.received;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A receiver's log, to append to. Records of all senders that come within a few milliseconds are
 * written and flushed as one block; then, and not before, their senders are told.
 *
 * <p>The log counts the records of each sender that has a name, and keeps the counts with the
 * records. So a sender that does not know whether its last records arrived is told, also by the
 * next receiver.
 */
final class ReceivedLog {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedLog.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final LogLimits limits;
  private final Clock clock;
  private final SegmentWriter segments;
  private final Thread writer;
  private final Map<String, SenderMark> written;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private long next;

  // Guarded by this.
  private final Map<String, SenderMark> taken;
  private final Map<String, LogSender> attached = new HashMap<>();
  private BlockInMaking pending = new BlockInMaking();
  private BlockInMaking writing = new BlockInMaking();
  private CompletableFuture<Void> newest = CompletableFuture.completedFuture(null);
  private long queuedBytes;
  private boolean closed;
  private Throwable failure;

  private ReceivedLog(
      LogFiles files, Path folder, LogEnd end, LogLimits limits, boolean sync, Clock clock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
    this.segments = new SegmentWriter(files, folder, end.attempt(), limits, sync);
    this.written = new HashMap<>(end.senders());
    this.taken = new HashMap<>(end.senders());
    this.next = end.next();
    this.writer = new Thread(this::write, "received-log " + folder.getName());
    writer.setDaemon(true);
  }

  /**
   * Takes over the log from whoever wrote it before, who cannot append to it any more.
   *
   * @param processed number of the first record that was not processed; the log has to reach there
   * @param sync whether a record is durable only when it is on disks
   * @throws CorruptLogException if the log is damaged, or ends before {@code processed}
   */
  static ReceivedLog takeOver(
      LogFiles files, Path folder, long processed, LogLimits limits, boolean sync, Clock clock)
      throws IOException {
    files.makeFolder(folder);
    LogEnd end = LogEnd.takeOver(files, folder);
    if (end.next() < processed) {
      throw new CorruptLogException(
          "Received data is missing: the log in "
              + folder
              + " ends before record "
              + end.next()
              + ", but batches up to record "
              + (processed - 1)
              + " are committed");
    }
    ReceivedLog log = new ReceivedLog(files, folder, end, limits, sync, clock);
    log.writer.start();
    return log;
  }

  /** Completes when the log is closed, exceptionally if that is because of a failure. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /**
   * Begins to append for a sender. One of the same name that did so before can no longer.
   *
   * @param name to remember the sender by, or empty
   * @param durable is told how many of the sender's records are durable, all since its name was
   *     first seen, or since this call if it has none; called by the thread that writes
   * @throws IOException if the log failed, or remembers too many senders
   */
  synchronized LogSender attach(String name, LongConsumer durable) throws IOException {
    checkOpen();
    SenderMark mark = taken.get(name);
    if (mark == null && !name.isEmpty()) {
      forgetOld();
      if (taken.size() >= limits.senders()) {
        throw new IOException(
            "This receiver remembers " + limits.senders() + " client names, and takes no new one");
      }
    }
    LogSender sender = new LogSender(this, name, durable, mark == null ? 0 : mark.count(), newest);
    if (!name.isEmpty()) {
      attached.put(name, sender);
    }
    return sender;
  }

  /** The opposite of {@link #attach}. */
  synchronized void detach(LogSender sender) {
    attached.remove(sender.name(), sender);
  }

  private void forgetOld() {
    long oldest = clock.millis() - limits.senderAge().toMillis();
    taken.entrySet().removeIf(e -> e.getValue().at() < oldest && !attached.containsKey(e.getKey()));
  }

  /**
   * Appends a record. Waits while too many others do.
   *
   * @return completes when the record is durable
   * @throws IOException if it will not be: the log failed or was closed, or another sender of the
   *     same name has come
   */
  synchronized CompletableFuture<Void> append(LogSender sender, byte[] bytes)
      throws IOException, InterruptedException {
    while (queuedBytes >= limits.queueBytes() && !closed && failure == null) {
      wait();
    }
    checkOpen();
    if (!sender.name().isEmpty() && attached.get(sender.name()) != sender) {
      throw new IOException("Another connection of client " + sender.name() + " replaced this one");
    }
    long count = sender.countOne();
    if (!sender.name().isEmpty()) {
      taken.put(sender.name(), new SenderMark(count, clock.millis()));
    }
    boolean first = pending.isEmpty();
    pending.add(sender, count, bytes);
    queuedBytes += bytes.length;
    newest = pending.durable;
    if (first || pending.bytes >= limits.blockBytes()) {
      notifyAll();
    }
    return pending.durable;
  }

  private void checkOpen() throws IOException {
    if (failure != null) {
      throw new IOException("The log of received data in " + folder + " failed", failure);
    }
    if (closed) {
      throw new IOException("The receiver of " + folder + " was stopped");
    }
  }

  private void write() {
    try {
      for (BlockInMaking block = take(); !block.isEmpty(); block = take()) {
        write(block);
        settle(block);
      }
      segments.close();
      ended.complete(null);
    } catch (IOException | InterruptedException | RuntimeException e) {
      fail(e);
      abandon();
    }
  }

  private void abandon() {
    try {
      segments.close();
    } catch (IOException e) {
      LOG.debug("What the receiver before left open was closed by another one", e);
    }
  }

  /** The next block to write, when it is large or old enough; an empty one at the end. */
  private synchronized BlockInMaking take() throws IOException, InterruptedException {
    while (pending.isEmpty() && !closed && failure == null) {
      wait();
    }
    long left = limits.blockAge().toNanos();
    while (left > 0 && pending.bytes < limits.blockBytes() && !closed && failure == null) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
      left = limits.blockAge().toNanos() - (System.nanoTime() - pending.since);
    }
    if (failure != null) {
      throw new IOException("The log was abandoned", failure);
    }
    writing = pending;
    pending = new BlockInMaking();
    return writing;
  }

  private void write(BlockInMaking block) throws IOException {
    long now = clock.millis();
    Map<String, SenderMark> moved = new HashMap<>();
    block.counts.forEach(
        (sender, count) -> {
          if (!sender.name().isEmpty()) {
            moved.merge(
                sender.name(), new SenderMark(count, now), (a, b) -> a.count() > b.count() ? a : b);
          }
        });
    written.putAll(moved);
    boolean begin = segments.atBeginning();
    if (begin) {
      written.keySet().retainAll(remembered());
    }
    segments.write(new Block(next, now, begin ? written : moved, block.records), begin);
    next += block.records.size();
  }

  private synchronized Set<String> remembered() {
    return new HashSet<>(taken.keySet());
  }

  private void settle(BlockInMaking block) {
    synchronized (this) {
      queuedBytes -= block.records.stream().mapToLong(bytes -> bytes.length).sum();
      notifyAll();
    }
    block.counts.forEach(LogSender::durable);
    block.durable.complete(null);
  }

  /** Ends the log as it is; nothing that is not durable now is confirmed to be. */
  void fail(Throwable cause) {
    List<BlockInMaking> lost;
    synchronized (this) {
      failure = failure == null ? cause : failure;
      lost = List.of(writing, pending);
      pending = new BlockInMaking();
      notifyAll();
    }
    lost.forEach(block -> block.durable.completeExceptionally(cause));
    ended.completeExceptionally(cause);
  }

  /** Makes durable what was appended, and ends. */
  void stop() throws InterruptedException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    writer.join(CLOSE_PATIENCE.toMillis());
    if (writer.isAlive()) {
      fail(new IOException("The log could not be closed in " + CLOSE_PATIENCE.toSeconds() + " s"));
    }
  }
}
