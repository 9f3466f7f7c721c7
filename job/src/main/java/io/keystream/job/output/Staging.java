package io.keystream.job.output;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/**
 * Where the tasks of a batch stage the files of one output.
 *
 * @param output what to know of the files
 * @param folder the batch's staging folder
 * @param batch start of the file names
 */
record Staging(FileOutput output, String folder, String batch) implements Serializable {
  /** A task may read the same partition twice, to join it with itself. */
  private static final AtomicLong OPENED = new AtomicLong();

  /** New files, whose names no other attempt and no other task gives. */
  StagingFiles open(int partition) {
    String name =
        String.join(
            "-",
            batch,
            String.valueOf(partition),
            String.valueOf(TaskContext.get().taskAttemptId()),
            String.valueOf(OPENED.getAndIncrement()));
    return new StagingFiles(output, new Path(folder, output.name()), name);
  }
}
