package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.process.Command;
import java.time.Duration;

/** Puts the NameNode into safe mode while records keep coming: it answers, and takes no file. */
final class NameNodeSafeMode extends LastingFault {
  private static final Duration GOAL = Duration.ofSeconds(60);

  NameNodeSafeMode() {
    super(
        "namenode-safemode",
        "the NameNode in safe mode for at least 60 s under load",
        "NoCommit",
        GOAL,
        "procedures/mend-job.md#hdfs-away");
  }

  @Override
  void begin(Incident incident) {
    switchTo(incident.lab(), "enter");
    incident.say().accept("the NameNode is in safe mode");
  }

  @Override
  void end(Incident incident) {
    switchTo(incident.lab(), "leave");
  }

  private static void switchTo(Lab lab, String verb) {
    lab.run(Command.of("hdfs", "dfsadmin", "-safemode", verb).as(LabUser.ADMIN)).orThrow();
  }
}
