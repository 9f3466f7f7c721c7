package io.keystream.job.output;

import io.keystream.job.ledger.OutputCommit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Dead letters in a topic, and those that it would refuse in files.
 *
 * @param topic whose files are committed by itself
 * @param files which this stands for
 */
record DeadLetterOutput(SpoolOutput topic, FileOutput files) implements OutputPlan {
  @Override
  public String name() {
    return files.name();
  }

  @Override
  public RowWriter open(Path folder, String fileName) {
    Path besides = new Path(folder.getParent(), topic.name());
    return new FirstThatTakes(topic.open(besides, fileName), files.open(folder, fileName));
  }

  @Override
  public OutputCommit commit(List<StagedFile> staged) {
    return files.commit(staged);
  }

  /** Writes each row to the first writer if that takes it, else to the second. */
  private static final class FirstThatTakes implements RowWriter {
    private final RowWriter first;
    private final RowWriter second;
    private RowWriter taking;

    FirstThatTakes(RowWriter first, RowWriter second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public String check(InternalRow row) {
      taking = first.check(row) == null ? first : second;
      return taking == first ? null : second.check(row);
    }

    @Override
    public void write(InternalRow row) throws IOException {
      taking.write(row);
    }

    @Override
    public List<StagedFile> close() throws IOException {
      List<StagedFile> written = new ArrayList<>(first.close());
      written.addAll(second.close());
      return written;
    }

    @Override
    public void abandon() {
      first.abandon();
      second.abandon();
    }
  }
}
