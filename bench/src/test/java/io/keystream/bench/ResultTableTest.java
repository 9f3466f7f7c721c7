package io.keystream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private final Map<Contender, Medians> medians = new EnumMap<>(Contender.class);

  @Test
  void endsInTheRatiosOfThePairsThatRan() {
    medians.put(Contender.KEYSTREAM, new Medians(3, 16.667, 20, 300_000, 6, 2_345.6));
    medians.put(Contender.FLINK, new Medians(3, 25, 30.5, 200_000, 9, 1_000));
    medians.put(Contender.KEYSTREAM_COUNT, new Medians(3, 5, 9, 1_000_000, 2, 900));

    assertThat(ResultTable.of(medians))
        .isEqualTo(
            """
            median of        runs  drain s  JVM s  records/s  CPU s/million  peak MiB
            keystream-count     3     5.00   9.00  1,000,000           2.00       900
            keystream           3    16.67  20.00    300,000           6.00     2,346
            flink               3    25.00  30.50    200,000           9.00     1,000

            times better       records/s  CPU/record   aim
            keystream : flink       1.50        1.50  1.40
            """);
  }

  @Test
  void hasNoRatiosWhereNoPairOfInterestRan() {
    medians.put(Contender.FLINK, new Medians(1, 25, 30, 200_000, 9, 1_000));

    assertThat(ResultTable.of(medians)).doesNotContain("times better");
  }

  @Test
  void callsARatioAboveOneBetterInBothFigures() {
    medians.put(Contender.RAW_CONSUMER, new Medians(1, 1, 1, 1_000_000, 4, 1));
    medians.put(Contender.KEYSTREAM_COUNT, new Medians(1, 1, 1, 500_000, 16, 1));

    assertThat(Ratio.of(medians))
        .containsExactly(
            new Ratio(Contender.KEYSTREAM_COUNT, Contender.RAW_CONSUMER, 0.5, 0.25, 0.8));
  }
}
