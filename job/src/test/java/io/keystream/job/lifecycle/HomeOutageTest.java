package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.FencedException;
import io.keystream.job.ledger.LedgerException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeOutageTest {
  private static final String TASK =
      "Job aborted due to stage failure: Task 0 in stage 7.0 failed 8 times, most recent failure:"
          + " Lost task 0.7 in stage 7.0 (TID 70) (host-1 executor 2): ";

  @Test
  void aNameNodeThatDoesNotAnswerIsOne() {
    assertThat(HomeOutage.causes(new ConnectException("Call From a to b failed"))).isTrue();
    assertThat(
            HomeOutage.causes(
                new IllegalStateException(
                    new RemoteException(
                        "org.apache.hadoop.hdfs.server.namenode.SafeModeException", "safe mode"))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.net.ConnectException: Call From a to b failed",
        "org.apache.hadoop.ipc.RemoteException(java.io.IOException): File /part could only be"
            + " written to 0 of the 1 minReplication nodes. (0 running): none\n\tat org.apache",
        "java.io.UncheckedIOException: java.net.SocketTimeoutException: 60000 millis",
        "java.io.IOException",
        "org.apache.hadoop.hdfs.protocol.DSQuotaExceededException: The DiskSpace quota of /a is"
            + " exceeded\n\tat org.apache",
        "java.lang.IllegalStateException: wrapped\n\tat a.B.c(B.java:1)\nCaused by:"
            + " java.net.ConnectException: Call From a to b failed\n\tat a.B.c(B.java:2)"
      })
  void aTaskThatFailedWithTheFileSystemIsOne(String thrown) {
    assertThat(HomeOutage.causes(new SparkException(TASK + thrown))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.IllegalStateException: java.io.IOException in a text",
        "java.io.FileNotFoundException: /staging/part",
        "java.io.UncheckedIOException: java.io.FileNotFoundException: /staging/part",
        "com.example.UnknownException: of a jar that the driver does not have",
        "ExecutorLostFailure (executor 2 exited)"
      })
  void aTaskThatFailedOtherwiseIsNone(String thrown) {
    assertThat(HomeOutage.causes(new SparkException(TASK + thrown))).isFalse();
  }

  @Test
  void whatStaysAsItIsIsNone() {
    assertThat(HomeOutage.causes(new FileNotFoundException("part"))).isFalse();
    assertThat(HomeOutage.causes(new FileAlreadyExistsException("part"))).isFalse();
    assertThat(HomeOutage.causes(new IllegalArgumentException("bug"))).isFalse();
  }

  @Test
  void whatHasAnExitCodeOfItsOwnIsNone() {
    IOException cause = new ConnectException("refused");
    assertThat(HomeOutage.causes(new FencedException("newer driver", cause))).isFalse();
    assertThat(HomeOutage.causes(new LedgerException("damaged", cause))).isFalse();
  }
}
