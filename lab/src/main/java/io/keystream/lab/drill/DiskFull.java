package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import java.time.Duration;
import java.util.Map;

/**
 * Leaves the only DataNode no room, by starting it with more of its disk reserved for others than
 * it has: HDFS can be read, and takes no block.
 */
final class DiskFull extends LastingFault {
  private static final String DAEMON = "datanode";
  private static final String RESERVED = "KEYSTREAM_LAB_RESERVED";
  private static final String WHOLE_DISK = Long.toString(1L << 50);
  private static final Duration GOAL = Duration.ofSeconds(60);

  DiskFull() {
    super(
        "disk-full",
        "the DataNode without room on its disk for at least 60 s under load",
        "NoCommit",
        GOAL,
        "procedures/mend-job.md#hdfs-full");
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    return defaults.with("hdfs.dfs.datanode.du.reserved", "${env." + RESERVED + ":-0}");
  }

  @Override
  void begin(Incident incident) {
    restart(incident.lab(), Map.of(RESERVED, WHOLE_DISK));
    incident.say().accept("the DataNode has no room");
  }

  @Override
  void end(Incident incident) {
    restart(incident.lab(), Map.of());
  }

  private static void restart(Lab lab, Map<String, String> environment) {
    lab.kill(DAEMON);
    lab.start(DAEMON, environment);
  }
}
