package io.keystream.job.source;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.Positions;
import io.keystream.job.received.LogFiles;
import io.keystream.job.received.LogIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.common.TopicPartition;

/** Received data of sources that are no longer in the pipeline, which nobody would ever read. */
public final class ForgottenLogs {
  private ForgottenLogs() {}

  /**
   * Refuses a pipeline that leaves data behind that was acknowledged and not processed.
   *
   * @param positions of every source that ever was in the pipeline
   * @throws DataLossException naming what is left, and what to do
   */
  public static void refuse(
      PipelineConfig pipeline, Positions positions, Configuration configuration)
      throws IOException {
    Path received = new Home(new Path(pipeline.home())).received("source").getParent();
    if (!received.getFileSystem(configuration).exists(received)) {
      return;
    }
    Set<String> known = new HashSet<>();
    pipeline
        .allSources()
        .forEach(
            (name, source) -> {
              if (source.receivers() > 0) {
                known.add(ReceivedSource.folder(pipeline, name).getName());
              }
            });
    LogFiles files = new LogFiles(received, configuration);
    List<String> left = new ArrayList<>();
    for (Path source : files.folders(received)) {
      if (!known.contains(source.getName())) {
        left.addAll(unread(files, source, positions));
      }
    }
    if (!left.isEmpty()) {
      throw new DataLossException(
          "Received data of a source that is no longer in the pipeline is not processed: "
              + String.join(", ", left)
              + ". Put the source back under its name and let it be read, or move the folder out of "
              + received);
    }
  }

  private static List<String> unread(LogFiles files, Path source, Positions positions)
      throws IOException {
    String prefix = source.getName().equals("source") ? "" : source.getName() + "/";
    List<String> left = new ArrayList<>();
    for (Path folder : files.folders(source)) {
      if (!folder.getName().matches("[0-9]{1,9}")) {
        continue; // The list of files that arrived is no log of a receiver.
      }
      LogIndex log = new LogIndex(files, folder);
      log.refresh();
      int number = Integer.parseInt(folder.getName());
      long processed =
          Math.max(
              position(positions, prefix + "tcp", number),
              position(positions, prefix + "custom", number));
      if (log.next() > processed) {
        left.add(folder + " from record " + processed + " to " + (log.next() - 1));
      }
    }
    return left;
  }

  private static long position(Positions positions, String topic, int number) {
    return positions.next().getOrDefault(new TopicPartition(topic, number), 0L);
  }
}
