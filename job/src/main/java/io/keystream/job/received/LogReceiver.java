package io.keystream.job.received;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.receiver.Receiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Spark run a receiver on an executor, and start it anew there or elsewhere when it ends. Spark
 * is given no data: that is in the log.
 */
public final class LogReceiver extends Receiver<Object> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(LogReceiver.class);
  private static final long STOP_MILLIS = 45_000;

  private final ReceiverSettings settings;
  private transient ReceiverRun run;
  private transient Thread thread;

  public LogReceiver(ReceiverSettings settings) {
    super(StorageLevel.NONE());
    this.settings = settings;
  }

  @Override
  public void onStart() {
    Configuration configuration = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
    ReceiverRun started = new ReceiverRun(settings, configuration);
    run = started;
    thread = new Thread(() -> runOnce(started), "receiver-" + settings.number());
    thread.setDaemon(true);
    thread.start();
  }

  private void runOnce(ReceiverRun started) {
    try {
      started.run();
    } catch (Exception e) {
      LOG.error("Receiver {} of {} ended", settings.number(), settings.folder(), e);
      if (!isStopped()) {
        restart("Receiver " + settings.number() + " of " + settings.folder() + " ended", e);
      }
    }
  }

  @Override
  public void onStop() {
    run.stop();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
