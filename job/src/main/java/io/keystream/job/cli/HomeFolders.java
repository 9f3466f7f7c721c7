package io.keystream.job.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Folders of a job on the file system that its home is on. */
final class HomeFolders {
  private HomeFolders() {}

  /** Where files are published: those of each output, and the dead letters. */
  static List<Path> published(Cluster cluster) {
    List<String> folders = new ArrayList<>(cluster.release().pipeline().outputFolders());
    folders.add(cluster.release().pipeline().deadLetters().path());
    return folders.stream()
        .map(folder -> new Path(cluster.home().root(), new Path(folder)))
        .distinct()
        .toList();
  }
}
