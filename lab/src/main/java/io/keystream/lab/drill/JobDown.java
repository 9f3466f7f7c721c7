package io.keystream.lab.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.lab.LabException;
import io.keystream.lab.gateway.Containers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Kills each driver until YARN has given three applications up, so that the watchdog pauses before
 * it submits another one. The operator does not wait for that.
 */
final class JobDown extends WatchedDrill {
  private static final String ALERT = "JobDown";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long POLL_MILLIS = 500;
  private static final Duration GOAL = Duration.ofSeconds(90);

  JobDown() {
    super("job-down", "drivers killed until the watchdog pauses between its resubmissions");
  }

  @Override
  LoadedJob prepared(LoadedJob job) {
    return job.with("keystream_max_attempts", 1);
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    String first = giveUp(incident, "");
    String second = giveUp(incident, first);
    // The first pause is of a minute, the second of two.
    incident.job().onCall().awaitAlert(ALERT);
    giveUp(incident, second);
    incident.follow("alerts/JobDown.md#diagnosis");
    incident.mendedBy(GOAL, Map.of(), "alerts/JobDown.md#mitigation");
    incident.ends(ALERT);
  }

  /** Waits for an application after this one, has it fail, and returns its id. */
  private static String giveUp(Incident incident, String before) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      JsonNode status = incident.job().status();
      String application = status.path("application_id").asText();
      if (!application.equals(before)) {
        Containers containers = new Containers(incident.lab(), application);
        containers.driver().forEach(containers::kill);
        if (status.path("state").asText().equals("FAILED")) {
          incident.say().accept(application + " is given up by YARN");
          return application;
        }
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new LabException(
        "No application was given up within %d s".formatted(PATIENCE.toSeconds()));
  }
}
