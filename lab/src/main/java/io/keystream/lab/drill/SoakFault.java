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
  DRIVER_KILLED {
    @Override
    void strike(Lab lab, LoadedJob job, Duration away) {
      kill(job.containers(), job.containers().driver());
    }
  },
  EXECUTOR_KILLED {
    @Override
    void strike(Lab lab, LoadedJob job, Duration away) {
      kill(job.containers(), job.containers().executors());
    }
  },
  BROKER_AWAY {
    @Override
    void strike(Lab lab, LoadedJob job, Duration away) {
      takeAway(lab, "kafka", away);
    }
  },
  NAMENODE_AWAY {
    @Override
    void strike(Lab lab, LoadedJob job, Duration away) {
      takeAway(lab, "namenode", away);
    }
  },
  DATANODE_AWAY {
    @Override
    void strike(Lab lab, LoadedJob job, Duration away) {
      takeAway(lab, "datanode", away);
    }
  },
  RESOURCEMANAGER_AWAY {
    @Override
    void strike(Lab lab, LoadedJob job, Duration away) {
      takeAway(lab, "resourcemanager", away);
    }
  },
  KDC_AWAY {
    @Override
    void strike(Lab lab, LoadedJob job, Duration away) {
      takeAway(lab, "kdc", away);
    }
  },
  TOKENS_EXPIRED {
    @Override
    void strike(Lab lab, LoadedJob job, Duration away) {
      lab.kafka(LabUser.KEYSTREAM).expireTokens();
    }
  },
  ACL_WITHDRAWN {
    @Override
    void strike(Lab lab, LoadedJob job, Duration away) {
      String principal = "User:" + LabUser.KEYSTREAM.shortName();
      lab.kafka(LabUser.ADMIN).withdraw(principal, job.pipeline().topic(), AclOperation.READ);
      Pause.of(away);
      lab.kafka(LabUser.ADMIN)
          .allowReading(principal, job.pipeline().topic(), job.pipeline().name());
    }
  };

  /**
   * Does it, and mends it where somebody has to.
   *
   * @param away for how long, where it lasts
   */
  abstract void strike(Lab lab, LoadedJob job, Duration away);

  private static void takeAway(Lab lab, String daemon, Duration away) {
    lab.kill(daemon);
    Pause.of(away);
    lab.start(daemon);
  }

  private static void kill(Containers containers, List<Long> pids) {
    pids.forEach(containers::kill);
  }
}
