package io.keystream.security.preflight;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The client configuration of a cluster, but for the minutes that clients wait for daemons. */
public final class ImpatientConfiguration {
  private static final Map<String, String> LIMITS =
      Map.ofEntries(
          Map.entry("ipc.client.connect.timeout", "4000"),
          Map.entry("ipc.client.connect.max.retries", "1"),
          Map.entry("ipc.client.connect.max.retries.on.timeouts", "0"),
          Map.entry("ipc.client.connect.retry.interval", "500"),
          Map.entry("ipc.client.rpc-timeout.ms", "8000"),
          Map.entry("dfs.client.retry.policy.enabled", "false"),
          Map.entry("dfs.client.failover.max.attempts", "3"),
          Map.entry("dfs.client.failover.sleep.base.millis", "200"),
          Map.entry("dfs.client.failover.sleep.max.millis", "1000"),
          Map.entry("yarn.resourcemanager.connect.max-wait.ms", "5000"),
          Map.entry("yarn.resourcemanager.connect.retry-interval.ms", "1000"),
          Map.entry("yarn.client.failover-max-attempts", "3"),
          Map.entry("yarn.client.failover-sleep-base-ms", "200"));

  private ImpatientConfiguration() {}

  /** A copy whose clients say within seconds that nobody answers. */
  public static Configuration of(Configuration cluster) {
    Configuration impatient = new Configuration(cluster);
    LIMITS.forEach(impatient::set);
    return impatient;
  }
}
