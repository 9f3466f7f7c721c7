package io.keystream.security.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Whether the settings of YARN that clients see let a job live for months. */
public final class YarnSettingChecks {
  private static final int ENOUGH_ATTEMPTS = 4;
  private static final String GLOBAL_ATTEMPTS = "yarn.resourcemanager.am.global.max-attempts";
  private static final String ATTEMPTS = "yarn.resourcemanager.am.max-attempts";
  private static final String ROLLING =
      "yarn.nodemanager.log-aggregation.roll-monitoring-interval-seconds";

  private static final String WHITELIST = "yarn.nodemanager.env-whitelist";

  /** On by default (yarn-default.xml). */
  private static final String LAUNCH_LOG = "yarn.nodemanager.log-container-debug-info.enabled";

  private static final String LAUNCH_LOG_ON_ERROR =
      "yarn.nodemanager.log-container-debug-info-on-error.enabled";

  private final Configuration yarn;

  public YarnSettingChecks(Configuration yarn) {
    this.yarn = yarn;
  }

  /** All of them. */
  public List<Check> of(Map<String, String> spark) {
    return List.of(
        Check.warning(
            "yarn-attempts",
            "spark.yarn.maxAppAttempts under " + GLOBAL_ATTEMPTS + " and " + ATTEMPTS,
            "Raise keystream_max_attempts, or have the ResourceManager's limit raised",
            () -> attempts(spark)),
        Check.warning(
            "yarn-log-aggregation",
            "yarn-site.xml: yarn.log-aggregation-enable",
            "Switch log aggregation on: the logs of a container that ended are deleted otherwise",
            this::logs),
        Check.warning(
            "yarn-restart",
            "yarn-site.xml: yarn.resourcemanager.proxy-user-privileges.enabled",
            "Have it set to true on the ResourceManager and in the client configuration, and"
                + " hadoop.proxyuser.yarn.hosts and .groups on the NameNode",
            this::restart));
  }

  /**
   * Whether containers get these variables of a NodeManager, and logs do not: NodeManagers write
   * them into the script that starts a container.
   */
  public Check variables(List<String> names) {
    return Check.warning(
        "password-variables",
        "yarn-site.xml: " + WHITELIST + " and " + LAUNCH_LOG,
        "Have them set so on the NodeManagers and in the client configuration, or keep the password"
            + " in a credential provider",
        () -> passedOn(names));
  }

  private String passedOn(List<String> names) throws NotAsWanted {
    List<String> problems = new ArrayList<>();
    List<String> missing = new ArrayList<>(names);
    missing.removeAll(yarn.getTrimmedStringCollection(WHITELIST));
    if (!missing.isEmpty()) {
      problems.add("containers do not get " + missing + " (" + WHITELIST + ")");
    }
    Stream.of(LAUNCH_LOG, LAUNCH_LOG_ON_ERROR)
        .filter(key -> yarn.getBoolean(key, key.equals(LAUNCH_LOG)))
        .forEach(key -> problems.add(key + " is true: whoever sees the logs sees " + names));
    if (!problems.isEmpty()) {
      throw new NotAsWanted(String.join("; ", problems) + ", as far as clients are told");
    }
    return names + " are passed on, and in no log";
  }

  private String attempts(Map<String, String> spark) throws NotAsWanted {
    int allowed = yarn.getInt(GLOBAL_ATTEMPTS, yarn.getInt(ATTEMPTS, 2));
    int wanted = Integer.parseInt(spark.getOrDefault("spark.yarn.maxAppAttempts", "" + allowed));
    int effective = Math.min(allowed, wanted);
    String found = effective + " (Spark asks for " + wanted + ", YARN allows " + allowed + ")";
    if (effective < ENOUGH_ATTEMPTS) {
      throw new NotAsWanted(
          found
              + ", wanted at least "
              + ENOUGH_ATTEMPTS
              + ": a job of months is restarted so often");
    }
    return found;
  }

  private String logs() throws NotAsWanted {
    if (!yarn.getBoolean("yarn.log-aggregation-enable", false)) {
      throw new NotAsWanted("off, or not told to clients: logs end with their container's node");
    }
    return yarn.getLong(ROLLING, -1) > 0
        ? "on, also while the job runs"
        : "on, once the job has ended (" + ROLLING + " is not set)";
  }

  private String restart() throws NotAsWanted {
    if (!yarn.getBoolean("yarn.resourcemanager.proxy-user-privileges.enabled", false)) {
      throw new NotAsWanted(
          "off, or not told to clients: once the tokens of the submission have reached their"
              + " maximum life, an application master that is started again fails with -1000");
    }
    return "on";
  }
}
