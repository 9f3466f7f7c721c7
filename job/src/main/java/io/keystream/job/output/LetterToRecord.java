package io.keystream.job.output;

import static org.apache.kafka.clients.consumer.ConsumerRecord.NO_TIMESTAMP;
import static org.apache.kafka.common.record.TimestampType.CREATE_TIME;
import static org.apache.kafka.common.record.TimestampType.NO_TIMESTAMP_TYPE;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.spark.api.java.function.Function;

/** The record that a dead letter was, with the position it had. */
final class LetterToRecord implements Function<DeadLetter, ConsumerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  @Override
  public ConsumerRecord<byte[], byte[]> call(DeadLetter letter) {
    return new ConsumerRecord<>(
        letter.topic(),
        letter.partition(),
        letter.offset(),
        letter.producedAt() == null ? NO_TIMESTAMP : letter.producedAt().toEpochMilli(),
        letter.producedAt() == null ? NO_TIMESTAMP_TYPE : CREATE_TIME,
        length(letter.key()),
        length(letter.raw()),
        letter.key(),
        letter.raw(),
        headers(letter),
        Optional.empty());
  }

  static RecordHeaders headers(DeadLetter letter) {
    RecordHeaders headers = new RecordHeaders();
    letter.headers().forEach(header -> headers.add(header.key(), header.value()));
    return headers;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
  }
}
