package io.keystream.job.cli;

import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Where the client configuration says that daemons are, {@code host:port} each. */
final class ClusterHosts {
  private ClusterHosts() {}

  /** The NameNodes of all name services. */
  static List<String> namenodes(Configuration configuration) {
    return like(configuration, "dfs[.]namenode[.]rpc-address([.].+)?");
  }

  /** The ResourceManagers. */
  static List<String> resourceManagers(Configuration configuration) {
    return Stream.concat(
            like(configuration, "yarn[.]resourcemanager[.]address([.].+)?").stream(),
            like(configuration, "yarn[.]resourcemanager[.]hostname[.].+").stream())
        .distinct()
        .toList();
  }

  /** 0.0.0.0 is the default of what is not configured. */
  private static List<String> like(Configuration configuration, String key) {
    return configuration.getValByRegex(key).keySet().stream()
        .map(configuration::get)
        .filter(address -> !address.isEmpty() && !address.startsWith("0.0.0.0"))
        .sorted()
        .distinct()
        .toList();
  }
}
