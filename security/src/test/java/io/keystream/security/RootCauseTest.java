package io.keystream.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RootCauseTest {
  @Test
  void theInnermostCauseIsTheRoot() {
    IOException root = new IOException("Connection refused");

    assertThat(RootCause.of(new IllegalStateException(new RuntimeException("b", root))))
        .isSameAs(root);
    assertThat(RootCause.of(root)).as("a failure without a cause").isSameAs(root);
  }

  @Test
  void aCauseWithoutAMessageIsToldByItsClass() {
    assertThat(RootCause.message(new RuntimeException("a", new IOException("no route"))))
        .isEqualTo("no route");
    assertThat(RootCause.message(new RuntimeException("a", new IllegalStateException())))
        .isEqualTo("java.lang.IllegalStateException");
  }
}
