package io.keystream.lab.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.lab.LabException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverridesTest {

  @Test
  void prefixTellsTheFile() {
    Overrides overrides =
        Overrides.none()
            .with("kafka.delegation.token.expiry.time.ms", "90000")
            .with("hdfs.dfs.namenode.delegation.token.renew-interval", "60000");

    assertThat(overrides.of("kafka"))
        .containsExactly(Map.entry("delegation.token.expiry.time.ms", "90000"));
    assertThat(overrides.of("hdfs"))
        .containsOnlyKeys("dfs.namenode.delegation.token.renew-interval");
    assertThat(overrides.of("yarn")).isEmpty();
  }

  @Test
  void unknownPrefixIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Overrides.none().with("zookeeper.tickTime", "1"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("Invalid setting zookeeper.tickTime")
        .hasMessageContaining("[core, hdfs, yarn, scheduler, kafka, spark]");
  }
}
