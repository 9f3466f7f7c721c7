package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.hdfs.protocol.NSQuotaExceededException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatientStartTest {
  private final MovableClock clock = new MovableClock();
  private final Instant begin = clock.instant();
  private final PatientStart patient =
      new PatientStart(clock, () -> clock.advance(Duration.ofSeconds(1)));
  private int tries;

  @Test
  void waitsForAFileSystemThatComesBack() throws Exception {
    patient.begin(
        () -> {
          tries++;
          if (clock.instant().isBefore(begin.plus(Duration.ofMinutes(3)))) {
            throw new ConnectException("Call From a to b failed");
          }
          return 7;
        });

    assertThat(clock.instant()).isBetween(begin.plusSeconds(180), begin.plusSeconds(195));
    assertThat(tries).isBetween(5, 20);
  }

  @Test
  void endsAfterItsPatienceWithWhatTheFileSystemSaid() {
    assertThatThrownBy(() -> patient.begin(() -> fail(new ConnectException("Call From a to b"))))
        .isInstanceOf(ConnectException.class)
        .hasMessage("Call From a to b");

    assertThat(Duration.between(begin, clock.instant()))
        .isBetween(PatientStart.PATIENCE, PatientStart.PATIENCE.plusSeconds(20));
  }

  @ParameterizedTest
  @MethodSource("whatDoesNotPass")
  void saysAtOnceWhatDoesNotPassByItself(IOException failure) {
    assertThatThrownBy(() -> patient.begin(() -> fail(failure))).isSameAs(failure);

    assertThat(tries).isEqualTo(1);
  }

  static IOException[] whatDoesNotPass() {
    return new IOException[] {
      new AccessControlException("Permission denied: user=guest"),
      new NSQuotaExceededException("The NameSpace quota is exceeded"),
      new FileNotFoundException("File does not exist: ledger/000001.json")
    };
  }

  private long fail(IOException failure) throws IOException {
    tries++;
    throw failure;
  }
}
