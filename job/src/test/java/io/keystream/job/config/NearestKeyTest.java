package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {
  @ParameterizedTest
  @CsvSource({"a,a,0", "batchInterval,batch-interval,0", "nmae,name,2", "hme,home,1", "abc,,3"})
  void countsEdits(String left, String right, int expected) {
    assertThat(NearestKey.distance(left, right == null ? "" : right)).isEqualTo(expected);
  }
}
