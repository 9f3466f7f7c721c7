package io.keystream.job.output;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.RowTypes;
import io.keystream.job.enrich.Enrichment;
import io.keystream.job.record.RecordMetadata;
import io.keystream.job.sql.Query;
import io.keystream.job.sql.UserFunctions;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a row on its way through a pipeline.
 *
 * @param records of a record that was parsed, with its position
 * @param joined the same with those of the reference data: what a transform sees
 * @param rows what the outputs are given
 */
record PipelineColumns(StructType records, StructType joined, StructType rows) {

  /**
   * Derives them.
   *
   * @param parsed columns that the parser makes
   */
  static PipelineColumns of(PipelineConfig pipeline, StructType parsed, UserFunctions functions) {
    StructType records = RowTypes.append(new RecordMetadata(pipeline.metadata()).schema(), parsed);
    StructType joined = Enrichment.columns(pipeline.enrich(), records);
    StructType rows =
        pipeline.transform().sql().map(sql -> Query.columns(sql, joined, functions)).orElse(joined);
    return new PipelineColumns(records, joined, rows);
  }
}
