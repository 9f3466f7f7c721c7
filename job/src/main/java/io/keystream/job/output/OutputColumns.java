package io.keystream.job.output;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.RowTypes;
import io.keystream.job.enrich.Enrichment;
import io.keystream.job.record.RecordMetadata;
import io.keystream.job.record.RecordParsers;
import io.keystream.job.sql.Query;
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
    StructType records =
        RowTypes.append(
            new RecordMetadata(pipeline.metadata()).schema(),
            RecordParsers.of(pipeline.parse()).schema());
    StructType view = Enrichment.columns(pipeline.enrich(), records);
    StructType row =
        pipeline.transform().sql().map(sql -> Query.columns(sql, view, functions)).orElse(view);
    Map<String, StructType> columns = new LinkedHashMap<>();
    pipeline
        .allOutputs()
        .forEach(
            (name, output) -> columns.put(name, Selection.of(output, row, functions).columns()));
    return columns;
  }
}
