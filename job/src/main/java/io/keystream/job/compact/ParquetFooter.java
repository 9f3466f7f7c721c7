package io.keystream.job.compact;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/**
 * What a Parquet file says about itself, as it stands in the file.
 *
 * @param metadata the footer
 * @param offsetIndexes for each column chunk, by row groups, where its pages are; null for one
 *     without
 * @param bytes length of the file
 */
record ParquetFooter(FileMetaData metadata, List<OffsetIndex> offsetIndexes, long bytes) {
  static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TRAILER = Integer.BYTES + MAGIC.length;

  /**
   * What files have to share to become one.
   *
   * @param createdBy readers judge by it whether they believe statistics
   */
  record Kind(
      int version,
      List<SchemaElement> schema,
      List<ColumnOrder> columnOrders,
      Set<KeyValue> keyValues,
      String createdBy) {}

  /**
   * Reads it.
   *
   * @param bytes length of the file
   * @throws IOException if it cannot be read, or cannot be a part of another file
   */
  static ParquetFooter read(Path file, long bytes, Configuration configuration) throws IOException {
    try (FSDataInputStream in = file.getFileSystem(configuration).open(file)) {
      FileMetaData metadata = metadata(in, bytes);
      List<OffsetIndex> offsetIndexes = new ArrayList<>();
      for (RowGroup group : metadata.getRow_groups()) {
        for (ColumnChunk column : group.getColumns()) {
          offsetIndexes.add(offsetIndex(in, column));
        }
      }
      return new ParquetFooter(metadata, offsetIndexes, bytes);
    }
  }

  Kind kind() {
    List<KeyValue> keyValues = metadata.getKey_value_metadata();
    return new Kind(
        metadata.getVersion(),
        metadata.getSchema(),
        metadata.getColumn_orders(),
        keyValues == null ? Set.of() : Set.copyOf(keyValues),
        metadata.getCreated_by());
  }

  private static FileMetaData metadata(FSDataInputStream in, long bytes) throws IOException {
    if (bytes < TRAILER + MAGIC.length) {
      throw new IOException("has " + bytes + " bytes, which is too short for Parquet");
    }
    byte[] trailer = read(in, bytes - TRAILER, TRAILER);
    ByteBuffer end = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN);
    int length = end.getInt();
    if (end.compareTo(ByteBuffer.wrap(MAGIC)) != 0) {
      throw new IOException("ends with other bytes than PAR1: it is encrypted, or not Parquet");
    }
    if (length <= 0 || length > bytes - TRAILER) {
      throw new IOException("says that its footer has " + length + " bytes");
    }
    byte[] footer = read(in, bytes - TRAILER - length, length);
    FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
    if (metadata.isSetEncryption_algorithm()) {
      throw new IOException("is encrypted");
    }
    return metadata;
  }

  private static OffsetIndex offsetIndex(FSDataInputStream in, ColumnChunk column)
      throws IOException {
    if (column.isSetFile_path() || column.isSetCrypto_metadata() || !column.isSetMeta_data()) {
      throw new IOException("has a column that is encrypted, or in another file");
    }
    if (!column.isSetOffset_index_offset() || !column.isSetOffset_index_length()) {
      return null;
    }
    byte[] index = read(in, column.getOffset_index_offset(), column.getOffset_index_length());
    return Util.readOffsetIndex(new ByteArrayInputStream(index));
  }

  /** Forwards as far as possible, so that few bytes are fetched twice. */
  private static byte[] read(FSDataInputStream in, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.seek(position);
    in.readFully(bytes);
    return bytes;
  }
}
