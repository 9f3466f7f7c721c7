package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Containers;
import io.keystream.lab.process.Pause;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;

/** What befalls a job that runs for months, one of which happens every minute of a soak. */
enum SoakFault {
  DRIVER_KILLED((lab, job, away) -> killAll(job.containers(), job.containers().driver())),
  EXECUTOR_KILLED((lab, job, away) -> killAll(job.containers(), job.containers().executors())),
  BROKER_AWAY((lab, job, away) -> takeAway(lab, "kafka", away)),
  NAMENODE_AWAY((lab, job, away) -> takeAway(lab, "namenode", away)),
  DATANODE_AWAY((lab, job, away) -> takeAway(lab, "datanode", away)),
  RESOURCEMANAGER_AWAY((lab, job, away) -> takeAway(lab, "resourcemanager", away)),
  KDC_AWAY((lab, job, away) -> takeAway(lab, "kdc", away)),
  TOKENS_EXPIRED((lab, job, away) -> lab.kafka(LabUser.KEYSTREAM).expireTokens()),
  ACL_WITHDRAWN(SoakFault::withdrawAcl);

  private interface Deed {
    void on(Lab lab, LoadedJob job, Duration away);
  }

  private final Deed deed;

  SoakFault(Deed deed) {
    this.deed = deed;
  }

  /**
   * Does it, and mends it where somebody has to.
   *
   * @param away for how long, where it lasts
   */
  void strike(Lab lab, LoadedJob job, Duration away) {
    deed.on(lab, job, away);
  }

  private static void takeAway(Lab lab, String daemon, Duration away) {
    lab.kill(daemon);
    Pause.of(away);
    lab.start(daemon);
  }

  private static void killAll(Containers containers, List<Long> pids) {
    pids.forEach(containers::kill);
  }

  private static void withdrawAcl(Lab lab, LoadedJob job, Duration away) {
    String principal = "User:" + LabUser.KEYSTREAM.shortName();
    String topic = job.pipeline().topic();
    lab.kafka(LabUser.ADMIN).withdraw(principal, topic, AclOperation.READ);
    Pause.of(away);
    lab.kafka(LabUser.ADMIN).allowReading(principal, topic, job.pipeline().name());
  }
}
