package io.keystream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChildTimeTest {
  @Test
  void addsUserAndSystemTimeOfChildrenAlsoWhenTheNameHoldsBlanksAndBrackets() {
    String stat = "7 (a (b) c) S 1 7 7 0 -1 4194304 1 2 3 4 5 6 250 150 20 0 1 0 9";

    assertThat(ChildTime.parse(stat)).isEqualTo(4.0);
  }
}
