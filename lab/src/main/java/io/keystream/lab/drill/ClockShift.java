package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Has the KDC's clock go ahead of all others by more than Kerberos allows. Nobody can log in; the
 * job goes on with the tokens that it has.
 */
final class ClockShift extends WatchedDrill {
  /** Without a ticket the gateway cannot say anything of the job, and that is what is noticed. */
  private static final String ALERT = "TextfileStale";

  private static final String KDC = "kdc";
  private static final String SHIFT = "+10m";
  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final String LIBRARY = "faketime/libfaketime.so.1";
  private static final Duration GOAL = Duration.ofSeconds(10);

  ClockShift() {
    super("clock-shift", "the KDC's clock 10 min ahead under load, until the alert is followed");
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    Path library = library();
    Lab lab = incident.lab();
    incident.begins();
    restart(lab, Map.of("LD_PRELOAD", library.toString(), "FAKETIME", SHIFT));
    incident.say().accept("the clock of the KDC is " + SHIFT);
    incident.alert(ALERT);
    long before = incident.job().committed();
    incident.firstCommit(before, Instant.now(), GOAL, "later, though nobody can log in");
    restart(lab, Map.of());
    incident.follow("procedures/mend-preflight.md#clock");
    incident.follow("alerts/TextfileStale.md#mitigation");
    incident.ends(ALERT);
  }

  private static void restart(Lab lab, Map<String, String> environment) {
    lab.kill(KDC);
    lab.start(KDC, environment);
  }

  /** Where the package {@code libfaketime} puts it, which depends on the processor. */
  private static Path library() throws IOException {
    try (Stream<Path> folders = Files.list(LIBRARIES)) {
      return folders
          .map(folder -> folder.resolve(LIBRARY))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow(() -> new LabException("No " + LIBRARY + ": ./kit setup installs it"));
    }
  }
}
