package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.AvroSchemas;
import io.keystream.job.config.ParseConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Avro by itself, and behind the id of its schema. */
class AvroParserTest {
  private static final String ALL_TYPES =
      """
      {"type": "record", "name": "Everything", "fields": [
        {"name": "b", "type": "boolean"},
        {"name": "i", "type": "int"},
        {"name": "l", "type": "long"},
        {"name": "f", "type": "float"},
        {"name": "d", "type": "double"},
        {"name": "s", "type": "string"},
        {"name": "bytes", "type": "bytes"},
        {"name": "fixed", "type": {"type": "fixed", "name": "Two", "size": 2}},
        {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"]}},
        {"name": "millis", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "micros", "type": {"type": "long", "logicalType": "timestamp-micros"}},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "amount",
          "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}},
        {"name": "maybe", "type": ["null", "string"]},
        {"name": "array", "type": {"type": "array", "items": ["null", "int"]}},
        {"name": "map", "type": {"type": "map", "values": "long"}},
        {"name": "inner", "type": {"type": "record", "name": "Inner", "fields": [
          {"name": "x", "type": "int"}, {"name": "y", "type": ["null", "string"]}]}}
      ]}
      """;
  private static final String TWO =
      record("{'name':'a','type':'int'},{'name':'s','type':'string'}");

  @RegisterExtension private final FakeRegistry registry = new FakeRegistry();

  @Test
  void everyTypeBecomesThatOfSpark() throws Exception {
    ParseConfig config = plain(ALL_TYPES);
    RecordParser parser = Serialized.copy(RecordParsers.of(config));

    assertThat(config.columns().toDDL())
        .isEqualTo(
            "b BOOLEAN NOT NULL,i INT NOT NULL,l BIGINT NOT NULL,f FLOAT NOT NULL,d DOUBLE NOT"
                + " NULL,s STRING NOT NULL,bytes BINARY NOT NULL,fixed BINARY NOT NULL,e STRING NOT"
                + " NULL,millis TIMESTAMP NOT NULL,micros TIMESTAMP NOT NULL,day DATE NOT"
                + " NULL,amount DECIMAL(10,2) NOT NULL,maybe STRING,array ARRAY<INT> NOT NULL,map"
                + " MAP<STRING, BIGINT> NOT NULL,inner STRUCT<x: INT, y: STRING> NOT NULL");
    Row row = row(parser, encode(everything()));

    assertThat(row.<Boolean>getAs("b")).isTrue();
    assertThat(row.<Integer>getAs("i")).isEqualTo(-7);
    assertThat(row.<Long>getAs("l")).isEqualTo(Long.MIN_VALUE);
    assertThat(row.<Float>getAs("f")).isEqualTo(1.5f);
    assertThat(row.<Double>getAs("d")).isEqualTo(-0.1);
    assertThat(row.<String>getAs("s")).isEqualTo("\u00e4");
    assertThat(row.<byte[]>getAs("bytes")).containsExactly(0, 0xFF);
    assertThat(row.<byte[]>getAs("fixed")).containsExactly(1, 2);
    assertThat(row.<String>getAs("e")).isEqualTo("B");
    assertThat(row.<Timestamp>getAs("millis").toInstant())
        .isEqualTo(Instant.parse("2026-01-31T10:15:30.123Z"));
    assertThat(row.<Timestamp>getAs("micros").toInstant())
        .isEqualTo(Instant.parse("2026-01-31T10:15:30.123456Z"));
    assertThat(row.<Date>getAs("day").toLocalDate()).hasToString("2026-01-31");
    assertThat(row.<BigDecimal>getAs("amount")).isEqualByComparingTo("-12.34");
    assertThat(row.<String>getAs("maybe")).isNull();
    assertThat(row.getList(row.fieldIndex("array"))).isEqualTo(Arrays.asList(1, null));
    assertThat(row.getJavaMap(row.fieldIndex("map"))).isEqualTo(Map.of("k", 5L));
    assertThat(row.getStruct(row.fieldIndex("inner")).getInt(0)).isEqualTo(9);
    assertThat(row.getStruct(row.fieldIndex("inner")).getString(1)).isEqualTo("y");
  }

  @Test
  void whatIsNoRecordOfTheSchemaIsADeadLetter() throws Exception {
    RecordParser parser = RecordParsers.of(plain(TWO));
    byte[] good = encode(two(1, "abc"));

    assertThat(reason(parser, new byte[0])).isEqualTo("avro: ends within the record");
    assertThat(reason(parser, Arrays.copyOf(good, good.length - 1)))
        .isEqualTo("avro: ends within the record");
    assertThat(reason(parser, Arrays.copyOf(good, good.length + 1)))
        .isEqualTo("avro: more bytes after the record");
    assertThat(reason(parser, new byte[] {2, 1}))
        .startsWith("avro: AvroRuntimeException: Malformed data. Length is negative");
    assertThat(reason(parser, new byte[Reasons.MAX_BYTES + 1]))
        .isEqualTo("avro: 16777217 bytes are more than 16777216");
    assertThat(row(parser, good).getString(1)).isEqualTo("abc");
  }

  @Test
  void aLengthThatIsALieTakesNoMemory() {
    RecordParser parser = RecordParsers.of(plain(TWO));
    byte[] oneGigabyte = {2, -128, -128, -128, -128, 8};

    assertThat(reason(parser, oneGigabyte))
        .startsWith("avro: SystemLimitException: String length 1073741824 exceeds maximum allowed");
  }

  @Test
  void randomBytesNeverMakeItThrow() throws Exception {
    long seed = Seed.next();
    Random random = new Random(seed);
    RecordParser parser = RecordParsers.of(plain(ALL_TYPES));
    byte[] good = encode(everything());

    for (int i = 0; i < 5_000; i++) {
      byte[] value = good.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        value[random.nextInt(value.length)] = (byte) random.nextInt();
      }
      String reason = parser.parse(value, parser.newRow());
      assertThat(String.valueOf(reason)).as("seed %d", seed).doesNotContain("\n");
    }
    assertThat(row(parser, good).getInt(1)).isEqualTo(-7);
  }

  @Test
  void readsByTheSchemaOfTheWriter() throws Exception {
    registry.put(3, TWO);
    registry.put(
        4,
        record(
            "{'name':'s','type':'string'},{'name':'new','type':{'type':'array','items':'int'}},"
                + "{'name':'a','type':'int'}"));
    RecordParser parser =
        Serialized.copy(
            RecordParsers.of(
                framed(
                    record(
                        "{'name':'a','type':'long'},{'name':'s','type':'string'},"
                            + "{'name':'added','type':'string','default':'none'}"))));

    Schema four = AvroSchemas.parse(schemaOf(4));
    GenericRecord newer =
        new GenericRecordBuilder(four).set("s", "y").set("new", List.of(1, 2)).set("a", 8).build();

    assertThat(row(parser, frame(3, encode(two(7, "x"))))).hasToString("[7,x,none]");
    assertThat(row(parser, frame(4, encode(newer)))).hasToString("[8,y,none]");
    assertThat(row(parser, frame(3, encode(two(9, "z"))))).hasToString("[9,z,none]");
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void aWriterWhoseRecordsCannotBeReadMakesDeadLettersThatNameTheSchema() throws Exception {
    registry.put(5, record("{'name':'other','type':'string'}"));
    registry.put(6, TWO);
    RecordParser parser = RecordParsers.of(framed(TWO));

    assertThat(reason(parser, frame(5, new byte[] {0})))
        .startsWith(
            "avro: schema 5: AvroTypeException: Found R, expecting R, missing required field ");
    assertThat(reason(parser, frame(99, new byte[] {0})))
        .isEqualTo("avro: schema 99 is unknown to the registry");
    assertThat(reason(parser, frame(6, new byte[] {2})))
        .isEqualTo("avro: schema 6: ends within the record");
    assertThat(reason(parser, encode(two(1, "plain"))))
        .isEqualTo("avro: no schema id: a value begins with a byte 0 and four bytes of an id");
    assertThat(reason(parser, new byte[] {0, 0, 0, 0})).startsWith("avro: no schema id");
    assertThat(reason(parser, null)).isEqualTo("null value");
  }

  @Test
  void aRegistryThatDoesNotAnswerMakesNoDeadLetters() throws Exception {
    registry.put(3, TWO);
    registry.failWith(500, 500, 500, 500);
    RecordParser parser = RecordParsers.of(framed(TWO));
    byte[] value = frame(3, encode(two(1, "x")));

    assertThatThrownBy(() -> parser.parse(value, parser.newRow()))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessageEndingWith("/schemas/ids/3 answered 500");
    assertThat(row(parser, value)).hasToString("[1,x]");
  }

  private String schemaOf(int id) {
    return id == 4
        ? record(
            "{'name':'s','type':'string'},{'name':'new','type':{'type':'array','items':'int'}},"
                + "{'name':'a','type':'int'}")
        : TWO;
  }

  private static String record(String fields) {
    return ("{'type':'record','name':'R','fields':[" + fields + "]}").replace('\'', '"');
  }

  private static ParseConfig plain(String schema) {
    return ParseSections.read("format: avro", "avro-schema: |", schema.indent(2).stripTrailing());
  }

  private ParseConfig framed(String schema) {
    return ParseSections.read(
        "format: avro",
        "avro-schema: |",
        schema.indent(2).stripTrailing(),
        "registry:",
        "  urls: ['" + registry.url() + "']");
  }

  private static GenericRecord two(int a, String s) {
    return new GenericRecordBuilder(AvroSchemas.parse(TWO)).set("a", a).set("s", s).build();
  }

  private static GenericRecord everything() {
    Schema schema = AvroSchemas.parse(ALL_TYPES);
    Schema inner = schema.getField("inner").schema();
    return new GenericRecordBuilder(schema)
        .set("b", true)
        .set("i", -7)
        .set("l", Long.MIN_VALUE)
        .set("f", 1.5f)
        .set("d", -0.1)
        .set("s", "\u00e4")
        .set("bytes", ByteBuffer.wrap(new byte[] {0, -1}))
        .set("fixed", new GenericData.Fixed(schema.getField("fixed").schema(), new byte[] {1, 2}))
        .set("e", new GenericData.EnumSymbol(schema.getField("e").schema(), "B"))
        .set("millis", 1_769_854_530_123L)
        .set("micros", 1_769_854_530_123_456L)
        .set("day", 20_484)
        .set("amount", ByteBuffer.wrap(new BigDecimal("-12.34").unscaledValue().toByteArray()))
        .set("maybe", null)
        .set("array", Arrays.asList(1, null))
        .set("map", Map.of("k", 5L))
        .set("inner", new GenericRecordBuilder(inner).set("x", 9).set("y", "y").build())
        .build();
  }

  private static byte[] encode(GenericRecord found) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(found.getSchema()).write(found, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static byte[] frame(int id, byte[] datum) {
    return ByteBuffer.allocate(5 + datum.length).put((byte) 0).putInt(id).put(datum).array();
  }

  private static Row row(RecordParser parser, byte[] value) {
    InternalRow row = parser.newRow();
    assertThat(parser.parse(value, row)).as(new String(value, UTF_8)).isNull();
    return Rows.external(row, parser.schema());
  }

  private static String reason(RecordParser parser, byte[] value) {
    return parser.parse(value, parser.newRow());
  }
}
