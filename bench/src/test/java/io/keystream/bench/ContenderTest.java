package io.keystream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.lab.LabException;
import org.junit.jupiter.api.Test;

class ContenderTest {
  @Test
  void isFoundByItsName() {
    assertThat(Contender.named("flink-our-parser")).isEqualTo(Contender.FLINK_OUR_PARSER);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNamesThereAre() {
    assertThatThrownBy(() -> Contender.named("storm"))
        .isInstanceOf(LabException.class)
        .hasMessage("No contender is called storm. There are: " + Contender.labels());
  }
}
