package io.keystream.job.output;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.record.RecordParsers;
import io.keystream.job.sql.UserFunctions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/** What a pipeline writes to each of its outputs. */
public final class OutputColumns {
  private OutputColumns() {}

  /** The columns of dead letters in files. */
  public static StructType ofDeadLetters() {
    return RowColumns.DEAD_LETTER;
  }

  /** The columns of every output by its name. */
  public static Map<String, StructType> of(PipelineConfig pipeline) {
    UserFunctions functions = new UserFunctions(pipeline.functions());
    StructType parsed = RecordParsers.of(pipeline.parse()).schema();
    StructType rows = PipelineColumns.of(pipeline, parsed, functions).rows();
    Map<String, StructType> columns = new LinkedHashMap<>();
    pipeline
        .allOutputs()
        .forEach(
            (name, output) -> columns.put(name, Selection.of(output, rows, functions).columns()));
    return columns;
  }
}
