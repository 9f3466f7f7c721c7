package io.keystream.lab.drill;

import io.keystream.lab.process.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Kills the application as a stranger would, which the watchdog does not undo. */
final class ApplicationKilled extends WatchedDrill {
  private static final String ALERT = "JobGivenUp";
  private static final Duration GOAL = Duration.ofSeconds(90);

  ApplicationKilled() {
    super(
        "application-killed", "yarn application -kill under load, which only an operator may undo");
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    String application = incident.job().containers().applicationId();
    incident.lab().run(Command.of("yarn", "application", "-kill", application)).orThrow();
    incident.alert(ALERT);
    incident.mendedBy(GOAL, Map.of(), "alerts/JobGivenUp.md#mitigation");
    incident.ends(ALERT);
  }
}
