package io.keystream.job.output;

import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.SpooledFile;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * An output whose rows are delivered after the batch is committed.
 *
 * @param check what the rows' receiver would never take
 * @param shares how many writers deliver them
 */
record SpoolOutput(
    String name,
    Selection selection,
    RowCheck check,
    int shares,
    SerializableConfiguration configuration)
    implements OutputPlan {

  @Override
  public RowWriter open(Path folder, String fileName) {
    return selection.before(
        new SpooledRows(name, selection.columns(), check, folder, fileName, configuration.value()));
  }

  @Override
  public OutputCommit commit(List<StagedFile> files) {
    List<SpooledFile> spooled = new ArrayList<>();
    for (StagedFile file : files) {
      spooled.add(
          new SpooledFile(
              name + "/" + file.name(), spooled.size() % shares, file.rows(), file.bytes()));
    }
    return OutputCommit.spooled(name, spooled, shares);
  }
}
