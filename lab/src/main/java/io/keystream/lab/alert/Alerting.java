package io.keystream.lab.alert;

import io.keystream.lab.Lab;
import io.keystream.lab.daemon.Prometheus;
import io.keystream.lab.layout.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A job that is watched as in production: its watchdog writes metrics, Prometheus reads them and
 * evaluates the rules of the runbooks. Only time is shorter, by {@link #FACTOR}.
 */
public final class Alerting {
  /** By which every duration and every threshold of seconds in the rules is divided. */
  public static final int FACTOR = 30;

  private static final String RULES = "runbooks/alerts/keystream-alerts.yml";

  private final AlertWatch watch;
  private final Textfiles textfiles;
  private final Rounds rounds;

  private Alerting(AlertWatch watch, Textfiles textfiles, Rounds rounds) {
    this.watch = watch;
    this.textfiles = textfiles;
    this.rounds = rounds;
  }

  /**
   * Begins to watch.
   *
   * @param folder where the watchdog writes metrics
   * @param watchdog of the job
   */
  public static Alerting start(Lab lab, Path folder, Path watchdog) throws IOException {
    Prometheus prometheus = new Prometheus(lab.options(), lab.folders());
    String rules = Files.readString(lab.options().checkout().resolve(RULES));
    prometheus.configure(AlertRules.compressed(rules, FACTOR));
    lab.start(Prometheus.NAME);
    Textfiles textfiles = Textfiles.serve(folder, Port.TEXTFILES.in(lab.options().portBase()));
    return new Alerting(new AlertWatch(prometheus.url()), textfiles, Rounds.start(lab, watchdog));
  }

  /** What it comes to. */
  public AlertWatch watch() {
    return watch;
  }

  /** Ends to watch; Prometheus goes on until the lab is stopped. */
  public void end() throws InterruptedException {
    rounds.end();
    textfiles.close();
  }
}
