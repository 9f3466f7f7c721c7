package io.keystream.lab.drill;

import java.io.IOException;
import java.time.Duration;

/** Takes the ResourceManager away while records keep coming: the job goes on meanwhile. */
final class ResourceManagerRestart extends LastingFault {
  private static final String DAEMON = "resourcemanager";

  /** Without YARN the gateway cannot say anything of the job, and that is what is noticed. */
  private static final String ALERT = "TextfileStale";

  private static final Duration GOAL = Duration.ofSeconds(30);

  private long before;

  ResourceManagerRestart() {
    super(
        "resourcemanager-restart",
        "the ResourceManager killed for at least 60 s under load, while the job goes on",
        ALERT,
        GOAL,
        "procedures/mend-job.md#resourcemanager-away",
        "alerts/TextfileStale.md#mitigation");
  }

  @Override
  void begin(Incident incident) throws IOException {
    incident.lab().kill(DAEMON);
    before = incident.job().committed();
    incident.say().accept("the ResourceManager is killed");
  }

  @Override
  void lasts(Incident incident) throws IOException {
    long without = incident.job().committed() - before;
    incident.say().accept("%d entries without a ResourceManager".formatted(without));
    // The one at work when it was killed does not count.
    if (without < 2) {
      incident.job().problem("nothing was committed while the ResourceManager was away");
    }
  }

  @Override
  void end(Incident incident) {
    incident.lab().start(DAEMON);
  }
}
