package io.keystream.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A drill whose fault lasts until its alert has been followed, and for a minute at least. It is
 * undone whatever comes of it, because a lab without it cannot say how the job is.
 */
abstract class LastingFault extends WatchedDrill {
  private static final Duration LEAST = Duration.ofSeconds(60);

  private final String alert;
  private final Duration goal;
  private final List<String> pages;

  /**
   * @param alert that fires while it lasts
   * @param goal until the first commit after its end
   * @param pages with their sections, followed after its end
   */
  LastingFault(String name, String description, String alert, Duration goal, String... pages) {
    super(name, description);
    this.alert = alert;
    this.goal = goal;
    this.pages = List.of(pages);
  }

  /** Breaks something. */
  abstract void begin(Incident incident) throws IOException, InterruptedException;

  /** Does what whoever runs the broken service would do. */
  abstract void end(Incident incident) throws IOException, InterruptedException;

  /** Looks at the job while the fault lasts, after the alert was followed. */
  void lasts(Incident incident) throws IOException, InterruptedException {}

  @Override
  final void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    Instant earliestEnd = Instant.now().plus(LEAST);
    try {
      begin(incident);
      incident.alert(alert);
      Thread.sleep(Math.max(0, Duration.between(Instant.now(), earliestEnd).toMillis()));
      lasts(incident);
    } finally {
      end(incident);
    }
    Instant ended = Instant.now();
    incident.firstCommit(incident.job().committed(), ended, goal, "after the end of the fault");
    for (String page : pages) {
      incident.follow(page);
    }
    incident.ends(alert);
  }
}
