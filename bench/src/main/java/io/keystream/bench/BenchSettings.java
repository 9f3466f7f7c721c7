package io.keystream.bench;

import io.keystream.lab.LabException;
import java.util.List;

/**
 * What to run.
 *
 * @param records lines in the topic
 * @param rounds how often each contender runs
 * @param contenders those that run
 * @param heap of each contender, as {@code -Xmx} takes it
 * @param profile whether the job is recorded by Java Flight Recorder
 */
record BenchSettings(
    long records, int rounds, List<Contender> contenders, String heap, boolean profile) {

  BenchSettings {
    contenders = List.copyOf(contenders);
    if (records < LogTopic.PARTITIONS) {
      throw new LabException(
          "Invalid --records %d: at least %d, one for each partition"
              .formatted(records, LogTopic.PARTITIONS));
    }
    if (rounds < 1) {
      throw new LabException("Invalid --rounds %d: at least 1".formatted(rounds));
    }
    if (!heap.matches("[1-9][0-9]*[mg]")) {
      throw new LabException("Invalid --heap %s: such as 4g or 3072m".formatted(heap));
    }
  }
}
