package io.keystream.job.cli;

import io.keystream.security.preflight.YarnChecks.Containers;
import java.util.Map;
import org.apache.spark.network.util.JavaUtils;

/** How much of a NodeManager the containers of a job take, as Spark reckons it. */
final class ContainerSizes {
  private static final long LEAST_OVERHEAD = 384;
  private static final double OVERHEAD = 0.1;

  private ContainerSizes() {}

  static Containers driver(Map<String, String> settings) {
    return new Containers(
        "the driver", megabytes(settings, "driver"), cores(settings, "driver"), 1);
  }

  static Containers executors(Map<String, String> settings) {
    int count = Integer.parseInt(settings.getOrDefault("spark.executor.instances", "2"));
    return new Containers(
        "an executor", megabytes(settings, "executor"), cores(settings, "executor"), count);
  }

  private static int cores(Map<String, String> settings, String process) {
    return Integer.parseInt(settings.getOrDefault("spark." + process + ".cores", "1"));
  }

  private static long megabytes(Map<String, String> settings, String process) {
    String prefix = "spark." + process + ".memory";
    long heap = JavaUtils.byteStringAsMb(settings.getOrDefault(prefix, "1g"));
    double factor =
        Double.parseDouble(settings.getOrDefault(prefix + "OverheadFactor", "" + OVERHEAD));
    String overhead = settings.get(prefix + "Overhead");
    return heap
        + (overhead == null
            ? Math.max(LEAST_OVERHEAD, (long) (heap * factor))
            : JavaUtils.byteStringAsMb(overhead));
  }
}
