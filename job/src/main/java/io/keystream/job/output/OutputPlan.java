package io.keystream.job.output;

import io.keystream.job.ledger.OutputCommit;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** All that a task has to know to write the rows of one output. */
interface OutputPlan extends Serializable {
  /** Name of the output. */
  String name();

  /**
   * A writer for one task.
   *
   * @param folder where the output's files of the batch are staged
   * @param fileName start of the names of the files, unique to this attempt of the task
   */
  RowWriter open(Path folder, String fileName);

  /** What the ledger keeps of the files that successful tasks wrote. */
  OutputCommit commit(List<StagedFile> files);
}
