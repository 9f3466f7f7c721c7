package io.keystream.lab.drill;

import io.keystream.job.lifecycle.StreamingJob;
import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.gateway.Containers;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Submits the job a second time as somebody does who copies the command of the first, so that no
 * guard of {@code keystream submit} is asked. The newer driver takes over, and the older one ends.
 * Nobody is told: the job runs all the time.
 */
final class TwoDrivers extends WatchedDrill {
  private static final Pattern SUBMITTED =
      Pattern.compile("Submitted application (application_\\d+_\\d+)");
  private static final Duration SUBMISSION = Duration.ofMinutes(4);

  /** For the older one to notice, which it does when it commits, and to end. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final long POLL_MILLIS = 200;
  private static final Duration GOAL = Duration.ofSeconds(60);

  TwoDrivers() {
    super("two-drivers", "the same job submitted by hand beside the one that runs, under load");
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    LoadedJob job = incident.job();
    Containers older = job.containers();
    String newer = submit(incident.lab(), job.gateway().folder().resolve("current"));
    incident.say().accept("%s runs, %s is submitted".formatted(older.applicationId(), newer));
    awaitEnd(older);
    Instant ended = Instant.now();
    incident.say().accept("the older driver has ended");
    incident.firstCommit(job.committed(), ended, GOAL, "after the older driver has ended");
    job.findApplication();
    if (!job.containers().applicationId().equals(newer)) {
      job.problem("%s is the job's, wanted %s".formatted(job.containers().applicationId(), newer));
    }
    incident.follow("procedures/check-job.md#another-driver");
  }

  private static String submit(Lab lab, Path release) throws IOException {
    Command command = Command.of(command(release)).within(SUBMISSION);
    CommandResult submitted = lab.run(command).orThrow();
    Matcher application = SUBMITTED.matcher(submitted.output());
    if (!application.find()) {
      throw new LabException("spark-submit did not say what it submitted: " + submitted.output());
    }
    return application.group(1);
  }

  /** What {@code keystream submit} runs. */
  private static List<String> command(Path release) throws IOException {
    Properties submit = properties(release.resolve("submit.properties"));
    String name = release.getParent().getFileName().toString();
    List<String> command = new ArrayList<>(List.of("-C", release.toString(), "spark-submit"));
    command.addAll(List.of("--master", "yarn", "--deploy-mode", "cluster", "--name", name));
    command.addAll(List.of("--principal", submit.getProperty("principal")));
    command.addAll(List.of("--keytab", submit.getProperty("keytab")));
    command.addAll(List.of("--files", "pipeline.yaml," + submit.getProperty("files")));
    for (Map.Entry<Object, Object> setting : properties(release.resolve("spark.conf")).entrySet()) {
      command.addAll(List.of("--conf", setting.getKey() + "=" + setting.getValue()));
    }
    command.addAll(List.of("--conf", "spark.yarn.tags=keystream:" + name));
    command.addAll(List.of("--class", StreamingJob.class.getName()));
    command.addAll(List.of("keystream.jar", "pipeline.yaml"));
    return command;
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  private static void awaitEnd(Containers older) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!older.driver().isEmpty()) {
      if (Instant.now().isAfter(end)) {
        throw new LabException(
            "Two drivers run for %d s: that of %s did not end"
                .formatted(PATIENCE.toSeconds(), older.applicationId()));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
