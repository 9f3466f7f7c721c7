package io.keystream.job.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Spark settings under which the job's promises would not hold. */
public final class SparkSettings {
  private static final List<String> DYNAMIC_ALLOCATION =
      List.of("spark.dynamicAllocation.enabled", "spark.streaming.dynamicAllocation.enabled");

  private SparkSettings() {}

  /**
   * Refuses settings that break the job.
   *
   * @param settings the effective settings, from whichever source
   * @throws JobFailure naming every such setting
   */
  public static void check(Map<String, String> settings) {
    List<String> dynamic = dynamicAllocation(settings);
    if (!dynamic.isEmpty()) {
      throw new JobFailure(ExitCode.DYNAMIC_ALLOCATION, String.join(" ", dynamic));
    }
    List<String> problems = problems(settings);
    if (!problems.isEmpty()) {
      throw new JobFailure(ExitCode.CONFIGURATION, String.join(" ", problems));
    }
  }

  /**
   * Refuses too few cores: a receiver takes one for as long as the job runs, and batches need some.
   *
   * @param receivers number of receivers of the pipeline
   * @throws JobFailure with the numbers
   */
  public static void checkCores(Map<String, String> settings, int receivers) {
    tooFewCores(settings, receivers)
        .ifPresent(
            problem -> {
              throw new JobFailure(ExitCode.CONFIGURATION, problem);
            });
  }

  /** Why the cores are too few, if they are. */
  public static Optional<String> tooFewCores(Map<String, String> settings, int receivers) {
    int instances = Integer.parseInt(settings.getOrDefault("spark.executor.instances", "2"));
    int perExecutor = Integer.parseInt(settings.getOrDefault("spark.executor.cores", "1"));
    boolean local = settings.getOrDefault("spark.master", "yarn").startsWith("local");
    if (receivers == 0 || local || instances * perExecutor > receivers) {
      return Optional.empty();
    }
    return Optional.of(
        "spark.executor.instances ("
            + instances
            + ") times spark.executor.cores ("
            + perExecutor
            + ") is "
            + instances * perExecutor
            + ", wanted more than the "
            + receivers
            + " receivers of the pipeline, each of which takes a core for good: batches would"
            + " never run. Raise one of the two in spark.conf, or lower receivers.");
  }

  /** Why dynamic allocation is refused, a sentence for each setting that turns it on. */
  public static List<String> dynamicAllocation(Map<String, String> settings) {
    List<String> found = new ArrayList<>();
    for (String key : DYNAMIC_ALLOCATION) {
      if (isTrue(settings, key)) {
        found.add(
            key
                + " is true, wanted false: executors removed between batches take received data and"
                + " cached consumers with them. Remove it from --conf, or set "
                + key
                + "=false in spark.conf to override the cluster's spark-defaults.");
      }
    }
    return found;
  }

  /** Other settings that are refused, a sentence each. */
  public static List<String> problems(Map<String, String> settings) {
    List<String> found = new ArrayList<>();
    if (!settings.getOrDefault("spark.streaming.concurrentJobs", "1").equals("1")) {
      found.add(
          "spark.streaming.concurrentJobs is "
              + settings.get("spark.streaming.concurrentJobs")
              + ", wanted 1: batches are committed in order.");
    }
    if (isTrue(settings, "spark.speculation")) {
      found.add(
          "spark.speculation is true, wanted false: a second attempt of a slow task reads the same"
              + " offsets with the same consumer group and only slows it further.");
    }
    if (!isTrue(settings, "spark.streaming.receiver.writeAheadLog.enable")) {
      found.add(
          "spark.streaming.receiver.writeAheadLog.enable is not true, wanted true: without it"
              + " data a receiver acknowledged is lost with its executor.");
    }
    return found;
  }

  private static boolean isTrue(Map<String, String> settings, String key) {
    return "true".equalsIgnoreCase(settings.getOrDefault(key, "false").strip());
  }
}
