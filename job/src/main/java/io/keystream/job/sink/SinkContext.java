package io.keystream.job.sink;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;

/**
 * What a sink has to know of the pipeline.
 *
 * @param pipeline name of the pipeline
 * @param pipelineId id of the pipeline's home: sequences begin anew in another home, so a sequence
 *     that is kept belongs to this id
 * @param output name of the output
 * @param columns columns of the rows
 * @param options options of the output; none is a secret
 */
public record SinkContext(
    String pipeline,
    String pipelineId,
    String output,
    StructType columns,
    Map<String, String> options)
    implements Serializable {

  public SinkContext {
    options = new TreeMap<>(options);
  }

  /** The same with these options. */
  public SinkContext with(Map<String, String> other) {
    return new SinkContext(pipeline, pipelineId, output, columns, other);
  }

  /** The same with these columns. */
  public SinkContext selecting(StructType other) {
    return new SinkContext(pipeline, pipelineId, output, other, options);
  }
}
