package io.keystream.job.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The settings that spark-submit takes from the cluster's client configuration. */
final class SparkDefaults {
  private SparkDefaults() {}

  /** What stands in {@code $SPARK_CONF_DIR/spark-defaults.conf}; empty where there is none. */
  static Map<String, String> ofCluster() throws IOException {
    String folder = System.getenv("SPARK_CONF_DIR");
    return folder == null ? Map.of() : read(Path.of(folder, "spark-defaults.conf"));
  }

  /** What the driver of a release sees: the cluster's settings, and over them spark.conf. */
  static Map<String, String> under(Release release) throws IOException {
    Map<String, String> effective = new HashMap<>(ofCluster());
    effective.putAll(release.sparkConf());
    return effective;
  }

  /** Spark reads the file as Java properties: a key, white space or '=', a value. */
  static Map<String, String> read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return Map.of();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> settings = new HashMap<>();
    properties.forEach((key, value) -> settings.put(key.toString(), value.toString().strip()));
    return settings;
  }
}
