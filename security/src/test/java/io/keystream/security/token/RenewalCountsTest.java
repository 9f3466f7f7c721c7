package io.keystream.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenewalCountsTest {
  private final RenewalCounts counts = new RenewalCounts();

  @Test
  void theFirstTokenIsNoRenewal() {
    counts.look(List.of(token("a")), Set.of());
    counts.look(List.of(token("a")), Set.of());

    assertThat(counts.of(token("a")).all()).isZero();
  }

  @Test
  void renewalsOfSparkAndOfTheKeeperAreTold() {
    counts.look(List.of(token("a")), Set.of());
    counts.look(List.of(token("b")), Set.of());
    counts.look(List.of(token("c")), Set.of(token("c")));
    counts.look(List.of(token("d")), Set.of(token("c")));

    assertThat(counts.of(token("d")).all()).isEqualTo(3);
    assertThat(counts.of(token("d")).byKeeper()).isEqualTo(1);
  }

  @Test
  void eachServiceIsCountedByItself() {
    HeldToken other = new HeldToken(HeldToken.KAFKA, "other", "x", Optional.empty());
    counts.look(List.of(token("a"), other), Set.of());
    counts.look(List.of(token("b"), other), Set.of());

    assertThat(counts.of(other).all()).isZero();
    assertThat(counts.of(token("b")).all()).isEqualTo(1);
  }

  private static HeldToken token(String id) {
    return new HeldToken(HeldToken.KAFKA, "service", id, Optional.empty());
  }
}
