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
  DRIVER_KILLED,
  EXECUTOR_KILLED,
  BROKER_AWAY,
  NAMENODE_AWAY,
  DATANODE_AWAY,
  RESOURCEMANAGER_AWAY,
  KDC_AWAY,
  TOKENS_EXPIRED,
  ACL_WITHDRAWN;

  /**
   * Does it, and mends it where somebody has to.
   *
   * @param away for how long, where it lasts
   */
  void strike(Lab lab, LoadedJob job, Duration away) {
    switch (this) {
      case DRIVER_KILLED -> killAll(job.containers(), job.containers().driver());
      case EXECUTOR_KILLED -> killAll(job.containers(), job.containers().executors());
      case BROKER_AWAY -> takeAway(lab, "kafka", away);
      case NAMENODE_AWAY -> takeAway(lab, "namenode", away);
      case DATANODE_AWAY -> takeAway(lab, "datanode", away);
      case RESOURCEMANAGER_AWAY -> takeAway(lab, "resourcemanager", away);
      case KDC_AWAY -> takeAway(lab, "kdc", away);
      case TOKENS_EXPIRED -> lab.kafka(LabUser.KEYSTREAM).expireTokens();
      case ACL_WITHDRAWN -> withdrawAcl(lab, job, away);
    }
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
