package io.keystream.lab.drill;

import java.time.Duration;

/**
 * Stops a daemon in its tracks, as a host does that hangs: its port takes connections, and nothing
 * ever answers. Then it goes on with all that it had in memory.
 */
final class DaemonPaused extends LastingFault {
  /**
   * Somebody may wait for an answer that was sent to nobody, until Hadoop's timeout of a minute.
   */
  private static final Duration GOAL = Duration.ofSeconds(90);

  private final String daemon;

  private DaemonPaused(String daemon, String alert, String... pages) {
    super(
        daemon + "-paused",
        "the %s paused for at least 60 s under load".formatted(daemon),
        alert,
        GOAL,
        pages);
    this.daemon = daemon;
  }

  /** Without HDFS the gateway cannot say anything of the job, and that is what is noticed. */
  static DaemonPaused nameNode() {
    return new DaemonPaused(
        "namenode",
        "TextfileStale",
        "procedures/mend-job.md#hdfs-away",
        "alerts/TextfileStale.md#mitigation");
  }

  static DaemonPaused dataNode() {
    return new DaemonPaused(
        "datanode",
        "TextfileStale",
        "procedures/mend-job.md#hdfs-away",
        "alerts/TextfileStale.md#mitigation");
  }

  static DaemonPaused broker() {
    return new DaemonPaused("kafka", "NoCommit", "procedures/mend-job.md#brokers-away");
  }

  /** The job has tokens and goes on; the gateway gets no ticket. */
  static DaemonPaused kdc() {
    return new DaemonPaused(
        "kdc",
        "TextfileStale",
        "procedures/mend-preflight.md#kdc",
        "alerts/TextfileStale.md#mitigation");
  }

  @Override
  void begin(Incident incident) {
    incident.lab().kill(daemon, "STOP");
    incident.say().accept("the " + daemon + " is paused");
  }

  @Override
  void end(Incident incident) {
    incident.lab().kill(daemon, "CONT");
    // Leaves it as it is, and waits until it serves.
    incident.lab().start(daemon);
  }
}
