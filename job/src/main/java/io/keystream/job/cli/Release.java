package io.keystream.job.cli;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.ShippedFile;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.record.RegistrySettings;
import io.keystream.security.tls.Truststore;
import java.io.IOException;
import java.io.Reader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.network.util.JavaUtils;

/**
 * A release on the gateway: the jar and its configuration, as Ansible places them.
 *
 * @param folder holds {@code keystream.jar}, {@code pipeline.yaml}, {@code spark.conf} and {@code
 *     submit.properties}
 */
record Release(Path folder, PipelineConfig pipeline, Properties submit) {
  private static final Duration LONGEST_OUTAGE = Duration.ofDays(3);

  /** Reads a release. */
  static Release load(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    return new Release(
        absolute,
        PipelineConfig.load(required(absolute.resolve("pipeline.yaml"))),
        properties(required(absolute.resolve("submit.properties"))));
  }

  /** What the release is called: the name of the folder, not that of a link to it. */
  String name() throws IOException {
    return folder.toRealPath().getFileName().toString();
  }

  Path jar() {
    return required(folder.resolve("keystream.jar"));
  }

  /** A file of the release, or an absolute path as it is. */
  Path resolve(String file) {
    return folder.resolve(file);
  }

  Path pipelineFile() {
    return folder.resolve("pipeline.yaml");
  }

  /** Settings that are passed to spark-submit on top of the cluster's own. */
  Map<String, String> sparkConf() throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : Files.readAllLines(required(folder.resolve("spark.conf")))) {
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      int equals = stripped.indexOf('=');
      if (equals < 1) {
        throw new CommandFailure(
            ExitCode.CONFIGURATION,
            folder.resolve("spark.conf") + ": wanted key=value, found '" + stripped + "'");
      }
      settings.put(stripped.substring(0, equals).strip(), stripped.substring(equals + 1).strip());
    }
    return settings;
  }

  String principal() {
    return setting("principal");
  }

  Path keytab() {
    return Path.of(setting("keytab"));
  }

  String sparkSubmit() {
    return setting("spark-submit");
  }

  Optional<String> queue() {
    return optional("queue");
  }

  /** The longest time that the job may be away and still find all that was sent. */
  Duration longestOutage() {
    return optional("longest-outage")
        .map(JavaUtils::timeStringAsSec)
        .map(Duration::ofSeconds)
        .orElse(LONGEST_OUTAGE);
  }

  /**
   * Further files that driver and executors find in their working folder. A name without a folder
   * is a file of the release.
   */
  List<String> files() {
    return optional("files")
        .map(value -> Arrays.stream(value.split(",", -1)).map(this::inRelease).toList())
        .orElse(List.of());
  }

  /** How the gateway asks the schema registry: with the files that are to be shipped. */
  RegistrySettings registry() {
    RegistrySettings settings = RegistrySettings.of(pipeline.parse().registry());
    return new RegistrySettings(
        settings.urls(),
        settings.username(),
        settings.passwordFile() == null ? null : shipped(settings.passwordFile()),
        settings.truststore() == null
            ? null
            : new Truststore(
                shipped(settings.truststore().location()), settings.truststore().type()));
  }

  /** Where a file is now that the job finds by its name in its working folder. */
  String shipped(String name) {
    return files().stream()
        .filter(file -> Path.of(file).getFileName().toString().equals(name))
        .findFirst()
        .orElse(folder.resolve(name).toString());
  }

  /**
   * Finds the classes of the pipeline's jars, too, as the job does. Not closed: classes of it are
   * loaded as long as a command runs.
   */
  ClassLoader withJars(ClassLoader parent) throws MalformedURLException {
    List<URL> jars = new ArrayList<>();
    for (String jar : pipeline.jars().orElse(List.of())) {
      jars.add(ShippedFile.in(folder, jar).toUri().toURL());
    }
    return jars.isEmpty() ? parent : new URLClassLoader(jars.toArray(URL[]::new), parent);
  }

  private String inRelease(String file) {
    return folder.resolve(file.strip()).toString();
  }

  /** The keytab copy for Kafka that goes to every executor, if the pipeline logs in by keytab. */
  Optional<String> kafkaKeytab() {
    return optional("kafka-keytab");
  }

  private String setting(String key) {
    return optional(key)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.CONFIGURATION,
                    folder.resolve("submit.properties") + " has no '" + key + "'"));
  }

  private Optional<String> optional(String key) {
    return Optional.ofNullable(submit.getProperty(key))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static Path required(Path file) {
    if (!Files.isReadable(file)) {
      throw new CommandFailure(
          ExitCode.CONFIGURATION,
          "No readable "
              + file.getFileName()
              + " in "
              + file.getParent()
              + ": name the release folder with --release, or deploy it with the deploy playbook");
    }
    return file;
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }
}
