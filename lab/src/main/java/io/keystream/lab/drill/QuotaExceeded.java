package io.keystream.lab.drill;

import io.keystream.lab.LabUser;
import io.keystream.lab.process.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Has the quota of the job's home be used up, so that the job can write nothing there. */
final class QuotaExceeded extends LastingFault {
  private static final Duration GOAL = Duration.ofSeconds(60);

  QuotaExceeded() {
    super(
        "quota-exceeded",
        "a quota on the job's home that is used up, for at least 60 s under load",
        "NoCommit",
        GOAL,
        "procedures/mend-job.md#hdfs-quota-used-up");
  }

  @Override
  void begin(Incident incident) {
    administer(incident, "-setSpaceQuota", "1");
    incident.say().accept("the quota of the job's home is used up");
  }

  @Override
  void end(Incident incident) {
    administer(incident, "-clrSpaceQuota");
  }

  private static void administer(Incident incident, String... verb) {
    List<String> command = new ArrayList<>(List.of("hdfs", "dfsadmin"));
    command.addAll(List.of(verb));
    command.add(incident.job().pipeline().home());
    incident.lab().run(Command.of(command).as(LabUser.ADMIN)).orThrow();
  }
}
