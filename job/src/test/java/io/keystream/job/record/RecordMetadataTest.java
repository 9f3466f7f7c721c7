package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.PipelineYaml;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class RecordMetadataTest {
  private static final byte[] KEY = "k\u00e4".getBytes(UTF_8);

  private final RecordHeaders headers = new RecordHeaders();

  @Test
  void withoutFurtherColumnsThereIsThePositionOnly() {
    RecordMetadata metadata = metadata();

    assertThat(metadata.schema().names())
        .containsExactly("kafka_topic", "kafka_partition", "kafka_offset", "kafka_timestamp");
    assertThat(row(metadata, 7, KEY).values())
        .containsExactly(UTF8String.fromString("t"), 3, 4L, 7_000L);
  }

  @Test
  void aRecordWithoutATimeHasNone() {
    assertThat(row(metadata(), ConsumerRecord.NO_TIMESTAMP, KEY).isNullAt(3)).isTrue();
    assertThat(row(metadata(), 0, KEY).getLong(3)).isZero();
  }

  @Test
  void aKeyIsBytesOrAText() {
    assertThat(row(metadata("key: binary"), 0, KEY).getBinary(4)).isEqualTo(KEY);
    assertThat(row(metadata("key: string"), 0, KEY).getUTF8String(4))
        .isEqualTo(UTF8String.fromBytes(KEY));
    for (String type : new String[] {"binary", "string"}) {
      RecordMetadata metadata = metadata("key: " + type);
      assertThat(row(metadata, 0, null).isNullAt(4)).isTrue();
      assertThat(metadata.schema().apply(4).nullable()).isTrue();
    }
  }

  @Test
  void aKeyThatIsNoTextMakesADeadLetterThatKnowsItsPosition() {
    GenericInternalRow row = new GenericInternalRow(5);

    String reason = metadata("key: string").fill(found(0, new byte[] {'a', (byte) 0xFF}), row);

    assertThat(reason).isEqualTo("key: not valid UTF-8 at byte 1");
    assertThat(row.getLong(2)).isEqualTo(4);
  }

  @Test
  void headersKeepTheirOrderAndRepetitions() {
    headers.add("a", KEY).add("b", null).add("a", new byte[0]);

    ArrayData found = row(metadata("key: binary", "headers: true"), 0, KEY).getArray(5);

    assertThat(found.numElements()).isEqualTo(3);
    assertThat(found.getStruct(0, 2).getUTF8String(0)).hasToString("a");
    assertThat(found.getStruct(0, 2).getBinary(1)).isEqualTo(KEY);
    assertThat(found.getStruct(1, 2).isNullAt(1)).isTrue();
    assertThat(found.getStruct(2, 2).getUTF8String(0)).hasToString("a");
    assertThat(found.getStruct(2, 2).getBinary(1)).isEmpty();
  }

  @Test
  void withoutHeadersTheirColumnIsEmpty() {
    RecordMetadata metadata = metadata("headers: true");

    assertThat(row(metadata, 0, null).getArray(4).numElements()).isZero();
    assertThat(metadata.schema().apply(4).nullable()).isFalse();
  }

  private static RecordMetadata metadata(String... keys) {
    PipelineYaml yaml = PipelineYaml.minimal();
    return new RecordMetadata(
        (keys.length == 0 ? yaml : yaml.section("metadata", keys)).config().metadata());
  }

  private GenericInternalRow row(RecordMetadata metadata, long timestamp, byte[] key) {
    GenericInternalRow row = new GenericInternalRow(metadata.schema().size());
    assertThat(metadata.fill(found(timestamp, key), row)).isNull();
    return row;
  }

  private ConsumerRecord<byte[], byte[]> found(long timestamp, byte[] key) {
    return new ConsumerRecord<>(
        "t",
        3,
        4,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        null,
        headers,
        Optional.empty());
  }
}
