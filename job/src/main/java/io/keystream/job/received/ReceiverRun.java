package io.keystream.job.received;

import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.receiver.RecordReceiver;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.common.TopicPartition;

/** One life of a receiver, from taking over its log until it ends. */
final class ReceiverRun {
  private final ReceiverSettings settings;
  private final Configuration configuration;
  private volatile LogContext context;
  private volatile boolean stopped;

  ReceiverRun(ReceiverSettings settings, Configuration configuration) {
    this.settings = settings;
    this.configuration = configuration;
  }

  /** Returns when the receiver was asked to stop; throws why it ended otherwise. */
  void run() throws Exception {
    Path folder = new Path(settings.folder(), Integer.toString(settings.number()));
    LogFiles files = new LogFiles(new Path(settings.home()), configuration);
    RecordReceiver receiver = settings.kind().create(configuration);
    ReceivedLog log =
        ReceivedLog.takeOver(
            files, folder, processed(), LogLimits.STANDARD, settings.sync(), Clock.systemUTC());
    try {
      context = new LogContext(files, folder, settings.number(), settings.options(), log);
      if (!stopped) {
        receiver.receive(context);
      }
    } finally {
      log.stop();
    }
    rethrow(log);
    if (!stopped) {
      throw new IOException("Receiver " + settings.number() + " returned without being asked to");
    }
  }

  private static void rethrow(ReceivedLog log) throws Exception {
    try {
      log.ended().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** A log that ends before this record has lost some that are committed. */
  private long processed() throws IOException {
    Home home = new Home(new Path(settings.home()));
    TopicPartition partition = new TopicPartition(settings.topic(), settings.number());
    return Ledger.peek(new HomeFiles(home, configuration), home)
        .map(last -> last.positions().next().getOrDefault(partition, 0L))
        .orElse(0L);
  }

  /** Ends it as a failure of its host would, as far as that can be had in one process. */
  void kill() {
    stopped = true;
    context.fail(new IOException("killed"));
  }

  void stop() {
    stopped = true;
    LogContext running = context;
    if (running != null) {
      running.stop();
    }
  }
}
