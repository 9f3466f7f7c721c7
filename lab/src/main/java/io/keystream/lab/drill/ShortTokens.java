package io.keystream.lab.drill;

import io.keystream.lab.LabOptions;
import java.time.Duration;

/** Tokens of Kafka and HDFS that end soon after each renewal. */
final class ShortTokens {
  private ShortTokens() {}

  /** A lab whose tokens are valid for so long after they were made or renewed. */
  static LabOptions of(LabOptions lab, Duration life) {
    String millis = Long.toString(life.toMillis());
    return lab.with("kafka.delegation.token.expiry.time.ms", millis)
        .with("kafka.delegation.token.expiry.check.interval.ms", "10000")
        .with("hdfs.dfs.namenode.delegation.token.renew-interval", millis);
  }
}
