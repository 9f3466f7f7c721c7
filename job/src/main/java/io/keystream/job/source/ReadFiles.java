package io.keystream.job.source;

import io.keystream.job.config.FileRecords;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.TaskCompletionListener;

/** Reads one task's files of a batch. */
final class ReadFiles
    implements FlatMapFunction<Iterator<List<Arrival>>, ConsumerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  private final FileRecords format;

  ReadFiles(FileRecords format) {
    this.format = format;
  }

  @Override
  public Iterator<ConsumerRecord<byte[], byte[]>> call(Iterator<List<Arrival>> shares) {
    FileReader reader =
        new FileReader(
            shares.next(), format, SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> reader.close());
    return reader;
  }
}
