package io.keystream.bench.flink;

import io.keystream.bench.drain.Marks;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes from a record what the rows need. */
final class KafkaLineReader implements KafkaRecordDeserializationSchema<KafkaLine> {
  private static final long serialVersionUID = 1L;

  /** Called before the consumer of the task is set up. */
  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    Marks.begin();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KafkaLine> out) {
    out.collect(
        new KafkaLine(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.value()));
  }

  @Override
  public TypeInformation<KafkaLine> getProducedType() {
    return TypeInformation.of(KafkaLine.class);
  }
}
