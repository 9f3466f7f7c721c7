package io.keystream.lab.crash;

import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Puts files of events into a folder of HDFS, each by a rename once it is complete. */
final class FolderSender {
  private static final int EVENTS_PER_FILE = 50;

  private final Lab lab;
  private final Path folder;
  private long file;

  FolderSender(Lab lab, String folder) {
    this.lab = lab;
    this.folder = new Path(folder);
  }

  /** Puts one more file there. Its events are every third number from {@code first} on. */
  void put(long first, Set<Long> sent) throws IOException, InterruptedException {
    Path hidden = new Path(folder, "." + file);
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      try (FSDataOutputStream out = fs.create(hidden)) {
        for (int i = 0; i < EVENTS_PER_FILE; i++) {
          out.write(Events.event(first + 3L * i, "files"));
          out.write('\n');
        }
      }
      if (!fs.rename(hidden, new Path(folder, file + ".json"))) {
        throw new IOException("No file " + file + " in " + folder);
      }
    }
    file++;
    for (int i = 0; i < EVENTS_PER_FILE; i++) {
      sent.add(first + 3L * i);
    }
  }

  /** The number after those of a file that began with {@code first}. */
  static long after(long first) {
    return first + 3L * EVENTS_PER_FILE;
  }
}
