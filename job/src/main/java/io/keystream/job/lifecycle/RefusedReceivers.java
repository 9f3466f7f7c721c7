package io.keystream.job.lifecycle;

import io.keystream.job.received.CorruptLogException;
import io.keystream.job.source.DataLossException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerReceiverStopped;

/**
 * Takes note of a receiver that refuses its log. Spark would start it again for ever, and nobody
 * would see why no sender is answered.
 */
final class RefusedReceivers implements StreamingListener {
  private static final Pattern REFUSAL =
      Pattern.compile(Pattern.quote(CorruptLogException.class.getName()) + ": ([^\\n]*)");

  private volatile String refusal;

  @Override
  public void onReceiverStopped(StreamingListenerReceiverStopped stopped) {
    Matcher matcher = REFUSAL.matcher(String.valueOf(stopped.receiverInfo().lastError()));
    if (matcher.find()) {
      refusal = matcher.group(1);
    }
  }

  /**
   * Ends the job if there was one.
   *
   * @throws DataLossException with what the receiver found
   */
  void check() {
    if (refusal != null) {
      throw new DataLossException(refusal);
    }
  }
}
