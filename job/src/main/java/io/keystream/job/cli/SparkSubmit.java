package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.lifecycle.SparkSettings;
import io.keystream.job.lifecycle.StreamingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The spark-submit command of a release. It holds no secret. */
final class SparkSubmit {
  private static final Pattern SUBMITTED =
      Pattern.compile("Submitted application (application_\\d+_\\d+)");

  /** Much less than a {@link io.keystream.job.ledger.SubmissionLease} holds. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Release release;
  private final Map<String, String> settings;

  /**
   * Prepares the command.
   *
   * @param overrides settings given by the operator, which win over spark.conf
   * @throws io.keystream.job.lifecycle.JobFailure if settings are refused
   */
  SparkSubmit(Release release, Map<String, String> overrides) throws IOException {
    this.release = release;
    this.settings = new LinkedHashMap<>(release.sparkConf());
    settings.putAll(overrides);
    SparkSettings.check(settings);
    SparkSettings.checkCores(settings, release.pipeline().receivers());
    settings.put("spark.yarn.tags", YarnApplications.tag(release.pipeline().name()));
  }

  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(release.sparkSubmit());
    command.addAll(List.of("--master", "yarn", "--deploy-mode", "cluster"));
    command.addAll(List.of("--name", release.pipeline().name()));
    command.addAll(List.of("--principal", release.principal()));
    command.addAll(List.of("--keytab", release.keytab().toString()));
    release.queue().ifPresent(queue -> command.addAll(List.of("--queue", queue)));
    command.addAll(List.of("--files", String.join(",", files(release))));
    List<String> jars = jars(release);
    if (!jars.isEmpty()) {
      command.addAll(List.of("--jars", String.join(",", jars)));
    }
    settings.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    command.addAll(List.of("--class", StreamingJob.class.getName()));
    command.add(release.jar().toString());
    command.add(release.pipelineFile().getFileName().toString());
    return command;
  }

  /**
   * Runs it to the end.
   *
   * @return the id of the application it submitted
   */
  String run() throws IOException, InterruptedException {
    Path log = Files.createTempFile("keystream-submit", ".log");
    try {
      int exit = run(log);
      Matcher submitted = SUBMITTED.matcher(Files.readString(log));
      if (exit != 0 || !submitted.find()) {
        throw new CommandFailure(
            ExitCode.FAILED, "spark-submit ended with " + exit + ":\n" + Files.readString(log));
      }
      return submitted.group(1);
    } finally {
      Files.delete(log);
    }
  }

  private int run(Path log) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new CommandFailure(
          ExitCode.FAILED,
          "spark-submit was ended after "
              + LONGEST.toMinutes()
              + " minutes:\n"
              + Files.readString(log));
    }
    return process.exitValue();
  }

  /**
   * The files that are shipped with the job, but for its jars.
   *
   * @throws CommandFailure if two of all have one base name
   */
  static List<String> files(Release release) {
    List<String> files = new ArrayList<>();
    files.add(release.pipelineFile().toString());
    release.pipeline().includedFiles().forEach(file -> files.add(release.resolve(file).toString()));
    files.addAll(release.files());
    release.kafkaKeytab().ifPresent(files::add);
    List<String> shipped = new ArrayList<>(files);
    shipped.addAll(jars(release));
    refuseNameClashes(release, shipped);
    return files;
  }

  private static List<String> jars(Release release) {
    return release.pipeline().jars().orElse(List.of()).stream()
        .map(jar -> release.resolve(jar).toString())
        .toList();
  }

  /** YARN's cache knows files by their last name only, and spark-submit adds the keytab to it. */
  private static void refuseNameClashes(Release release, List<String> files) {
    Map<String, String> seen = new LinkedHashMap<>();
    seen.put(name(release.keytab().toString()), "keytab " + release.keytab());
    for (String file : files) {
      String other = seen.put(name(file), file);
      if (other != null) {
        throw new CommandFailure(
            ExitCode.CONFIGURATION,
            "Two files to ship have the same base name: "
                + other
                + " and "
                + file
                + ". Give one a different name in submit.properties.");
      }
    }
  }

  private static String name(String file) {
    return Path.of(file).getFileName().toString();
  }
}
