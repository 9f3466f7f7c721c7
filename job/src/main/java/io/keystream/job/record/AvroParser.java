package io.keystream.job.record;

import io.keystream.job.config.AvroSchemas;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Parses Avro data in binary encoding, one record each: written by the schema they are read by, or
 * behind the id of their schema in a registry.
 *
 * <p>A registry that does not answer makes the task fail, so that the record is read again.
 */
final class AvroParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  private static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 5;

  private final String schemaText;
  private final StructType columns;
  private final RegistrySettings registry;
  private transient Schema schema;
  private transient AvroRows rows;
  private transient GenericDatumReader<Object> plain;
  private transient Map<Integer, GenericDatumReader<Object>> byId;
  private transient BinaryDecoder decoder;

  /**
   * A parser for records of a schema.
   *
   * @param schemaText the schema by which records are read
   * @param columns of that schema
   * @param registry where the schemas are by which they were written; null if that is the same
   */
  AvroParser(String schemaText, StructType columns, RegistrySettings registry) {
    this.schemaText = schemaText;
    this.columns = columns;
    this.registry = registry;
  }

  @Override
  public StructType schema() {
    return columns;
  }

  @Override
  public String parse(byte[] value, InternalRow row) {
    if (value == null) {
      return Reasons.NULL_VALUE;
    }
    if (value.length > AvroSchemas.MAX_BYTES) {
      return "avro: " + value.length + " bytes are more than " + AvroSchemas.MAX_BYTES;
    }
    if (rows == null) {
      prepare();
    }
    return registry == null ? datum(plain, "", value, 0, row) : framed(value, row);
  }

  private void prepare() {
    schema = AvroSchemas.parse(schemaText);
    rows = new AvroRows(schema, columns);
    plain = reader(schema);
    byId = new HashMap<>();
  }

  private GenericDatumReader<Object> reader(Schema writer) {
    return new GenericDatumReader<>(writer, schema, new GenericData());
  }

  private String framed(byte[] value, InternalRow row) {
    if (value.length < HEADER_BYTES || value[0] != MAGIC) {
      return "avro: no schema id: a value begins with a byte 0 and four bytes of an id";
    }
    int id = ByteBuffer.wrap(value, 1, 4).getInt();
    GenericDatumReader<Object> reader = byId.get(id);
    if (reader == null) {
      SchemaRegistry.Found found = SchemaRegistry.shared(registry).find(id);
      if (found.schema() == null) {
        return "avro: " + found.reason();
      }
      reader = reader(found.schema());
      if (byId.size() == SchemaRegistry.MOST) {
        byId.clear();
      }
      byId.put(id, reader);
    }
    return datum(reader, "schema " + id + ": ", value, HEADER_BYTES, row);
  }

  private String datum(
      GenericDatumReader<Object> reader, String by, byte[] value, int from, InternalRow row) {
    try {
      decoder = DecoderFactory.get().binaryDecoder(value, from, value.length - from, decoder);
      // Not into the last record, which would keep the memory of the largest one there was.
      Object found = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        return "avro: " + by + "more bytes after the record";
      }
      InternalRow made = rows.row(found);
      for (int i = 0; i < columns.size(); i++) {
        row.update(i, made.get(i, columns.apply(i).dataType()));
      }
      return null;
    } catch (EOFException e) {
      return "avro: " + by + "ends within the record";
    } catch (StackOverflowError e) { // the writer's schema may be recursive
      return "avro: " + by + "nested too deeply";
    } catch (IOException | RuntimeException e) { // Avro has many ways to find bytes wrong
      return "avro: " + by + Reasons.shown(described(e), 200);
    }
  }

  private static String described(Exception e) {
    String name = e.getClass().getSimpleName();
    return e.getMessage() == null ? name : name + ": " + e.getMessage();
  }
}
