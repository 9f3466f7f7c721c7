package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.source.DataLossException;
import org.apache.spark.streaming.scheduler.ReceiverInfo;
import org.apache.spark.streaming.scheduler.StreamingListenerReceiverStopped;
import org.junit.jupiter.api.Test;

class RefusedReceiversTest {
  private final RefusedReceivers refused = new RefusedReceivers();

  @Test
  void aReceiverThatEndsForAnotherReasonIsStartedAgain() {
    stopped("java.net.BindException: Address already in use\n\tat somewhere");
    stopped(null);

    refused.check();
  }

  @Test
  void aReceiverThatRefusesItsLogEndsTheJob() {
    stopped(
        "io.keystream.job.received.CorruptLogException: Received data is damaged: here\n"
            + "\tat somewhere");

    assertThatThrownBy(refused::check)
        .isInstanceOf(DataLossException.class)
        .hasMessage("Received data is damaged: here");
  }

  private void stopped(String error) {
    refused.onReceiverStopped(
        new StreamingListenerReceiverStopped(
            new ReceiverInfo(0, "receiver", false, "host", "1", "ended", error, 1)));
  }
}
