package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.alert.Alerting;
import io.keystream.lab.runbook.Placeholders;
import io.keystream.lab.runbook.RunbookShell;
import io.keystream.lab.runbook.RunbookShell.Followed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The operator on call: is told by an alert, and does what the runbooks say, word by word. */
final class OnCall {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Lab lab;
  private final LoadedJob job;
  private final Consumer<String> say;
  private final Response.Builder response = new Response.Builder();
  private final Path textfiles;
  private Instant fault = Instant.now();
  private Optional<Alerting> alerting = Optional.empty();

  OnCall(Lab lab, LoadedJob job, Consumer<String> say) throws IOException {
    this.lab = lab;
    this.job = job;
    this.say = say;
    this.textfiles = Files.createDirectories(lab.folders().data().resolve("textfiles"));
    job.with("keystream_watchdog", "auto").with("keystream_metrics_textfile", textfiles.toString());
  }

  /** Begins, when the job is deployed. */
  void begin() throws IOException {
    Path watchdog = job.gateway().folder().resolve("bin/watchdog");
    alerting = Optional.of(Alerting.start(lab, textfiles, watchdog));
  }

  /** Goes off duty, and leaves no timer behind. */
  void end() throws InterruptedException {
    if (alerting.isPresent()) {
      alerting.get().end();
      alerting = Optional.empty();
      job.with("keystream_watchdog", "none").with("keystream_metrics_textfile", "");
      job.gateway().require("watchdog");
    }
  }

  /** Waits until Prometheus has seen the job, so that it can tell what changes. */
  void awaitMetrics() throws IOException, InterruptedException {
    alerting.orElseThrow().watch().awaitMetric("keystream_up == 1", PATIENCE);
  }

  /** Now something breaks. */
  void faultBegins() {
    fault = Instant.now();
  }

  /** Waits for an alert about what broke. */
  void awaitAlert(String alert) throws IOException, InterruptedException {
    alerting.orElseThrow().watch().awaitFiring(alert, PATIENCE);
    Duration after = Duration.between(fault, Instant.now());
    say.accept("%s fires after %d s".formatted(alert, after.toSeconds()));
    response.alert(alert, after);
  }

  /** Waits until it has ended by itself, because all is well again. */
  void awaitQuiet(String alert) throws IOException, InterruptedException {
    alerting.orElseThrow().watch().awaitQuiet(alert, PATIENCE);
    say.accept(alert + " has ended");
  }

  /**
   * Does what a section says.
   *
   * @param page with its section: {@code alerts/NoCommit.md#diagnosis}
   */
  void follow(String page) throws IOException {
    follow(page, placeholders());
  }

  /** The same with more to put into its commands. */
  void follow(String page, Map<String, String> more) throws IOException {
    Placeholders all = placeholders();
    for (Map.Entry<String, String> one : more.entrySet()) {
      all = all.with(one.getKey(), one.getValue());
    }
    follow(page, all);
  }

  private void follow(String page, Placeholders placeholders) throws IOException {
    say.accept("follows " + page);
    Followed followed = RunbookShell.on(lab, job.gateway(), say).follow(page, placeholders);
    followed.problems().forEach(job::problem);
    response.followed(followed);
  }

  /** What came of it so far. */
  Response response() {
    return response.build();
  }

  private Placeholders placeholders() {
    Map<String, String> values = new HashMap<>();
    values.put("application_id", job.containers().applicationId());
    values.put("broker", lab.options().bootstrapServers());
    values.put("job", job.pipeline().name());
    values.put("pipeline", job.pipeline().name());
    values.put("topic", job.pipeline().topic());
    values.put("group-id", job.pipeline().name());
    values.put("home", job.pipeline().home());
    values.put("output", job.pipeline().output());
    values.put("dead-letters", job.pipeline().deadLetters());
    values.put("queue", "default");
    values.put("user", "keystream");
    values.put("yours", "lab");
    values.put("keystream_metrics_textfile", textfiles.toString());
    return new Placeholders(values);
  }
}
