package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadPatienceTest {
  /** As {@code spark.task.maxFailures} of spark.conf. */
  private static final int ATTEMPTS = 8;

  @Test
  void brokersThatGoInTheMiddleOfABatchHoldUpOtherSourcesForLessThanAMinute() {
    Duration held =
        IntStream.range(0, ATTEMPTS)
            .mapToObj(ReadPatience.AMONG_OTHERS::at)
            .reduce(Duration.ZERO, Duration::plus);

    assertThat(held).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void aSourceThatIsAloneIsWaitedForEachTime() {
    assertThat(ReadPatience.ALONE.at(0)).isEqualTo(ReadPatience.ALONE.at(7));
  }
}
