package io.keystream.job.output;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/**
 * Where the tasks of a batch stage the files of outputs.
 *
 * @param outputs what every row is offered to
 * @param folder the batch's staging folder
 * @param batch start of the file names
 */
record Staging(List<OutputPlan> outputs, String folder, String batch) implements Serializable {
  /** A task may read the same partition twice, to join it with itself. */
  private static final AtomicLong OPENED = new AtomicLong();

  /** New files, whose names no other attempt and no other task gives. */
  RowWriter open(int partition) {
    String name =
        String.join(
            "-",
            batch,
            String.valueOf(partition),
            String.valueOf(TaskContext.get().taskAttemptId()),
            String.valueOf(OPENED.getAndIncrement()));
    List<RowWriter> writers =
        outputs.stream().map(output -> output.open(new Path(folder, output.name()), name)).toList();
    return writers.size() == 1 ? writers.get(0) : new RowWriters(writers);
  }
}
