package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {
  private int looks;

  @Test
  void goesOnWhereNobodyAnswersUntilItIsInterrupted() {
    List<String> said = new ArrayList<>();

    assertThatThrownBy(() -> new Watch(said::add).run(this::look, this::pause))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("enough");

    assertThat(looks).isEqualTo(3);
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).matches("keystream: 20\\S+Z no answer: not now");
    assertThat(said.get(1)).endsWith("no answer: nor now");
  }

  private void look() throws IOException {
    looks++;
    if (looks == 1) {
      throw new IOException("not now");
    }
    if (looks == 2) {
      throw new IllegalStateException("nor now");
    }
  }

  private void pause() throws InterruptedException {
    if (looks == 3) {
      throw new InterruptedException("enough");
    }
  }
}
