package io.keystream.job.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * One column of the row group that is being filled. Values are only collected row by row; a page of
 * them is encoded at once.
 *
 * <p>Each page shows anew whether a dictionary pays: if the page, with the entries that it adds to
 * the dictionary, would not be clearly smaller than its plain values, then it and the rest of the
 * row group are written plain. So no configuration has to name columns of many values, and such
 * columns cost next to nothing to find.
 */
abstract class ColumnChunk {
  /** Rows of a page, as other writers make them, so that readers can skip as finely. */
  static final int PAGE_ROWS = 20_000;

  /** About how many bytes a page holds at the most. */
  static final int PAGE_BYTES = 1 << 20;

  /** Bytes of a dictionary, which readers hold in memory. */
  static final int DICTIONARY_BYTES = 1 << 20;

  /** What part of the plain size a page with a dictionary may have. */
  private static final double WORTHWHILE = 0.75;

  /** The one that Impala before 4.0 knows as well. */
  @SuppressWarnings("deprecation")
  private static final Encoding DICTIONARY = Encoding.PLAIN_DICTIONARY;

  private static final int FIRST_SLAB = 64;

  private final ColumnDescriptor column;
  private final BytesInputCompressor compressor;
  private final RunLengthBitPackingHybridEncoder levels;
  private final List<Page> pages = new ArrayList<>();
  private boolean dictionaryPays = true;
  private boolean dictionaryUsed;
  private int rows;
  private int nulls;
  private long chunkRows;
  private long stored;

  ColumnChunk(ColumnDescriptor column, BytesInputCompressor compressor) {
    this.column = column;
    this.compressor = compressor;
    this.levels = column.getMaxDefinitionLevel() == 0 ? null : bits(1);
  }

  /** Takes the value that a row has for this column. */
  final void take(InternalRow row, int ordinal) throws IOException {
    boolean isNull = row.isNullAt(ordinal);
    if (levels != null) {
      levels.writeInt(isNull ? 0 : 1);
    } else if (isNull) {
      throw new IllegalStateException(
          "Column " + column.getPath()[0] + " has a null although it is declared NOT NULL");
    }
    if (isNull) {
      nulls++;
    } else {
      add(row, ordinal);
    }
    if (++rows == PAGE_ROWS || plainSize() >= PAGE_BYTES) {
      endPage();
    }
  }

  /** Bytes that wait to be written. */
  final long stored() {
    return stored;
  }

  /** Writes the chunk and begins the next one. */
  final void flush(ParquetFileWriter file) throws IOException {
    if (rows > 0) {
      endPage();
    }
    file.startColumn(column, chunkRows, compressor.getCodecName());
    if (dictionaryUsed) {
      BytesInput plain = dictionary();
      BytesInput content = BytesInput.copy(compressor.compress(plain));
      file.writeDictionaryPage(
          new DictionaryPage(content, (int) plain.size(), dictionarySize(), DICTIONARY));
    }
    for (Page page : pages) {
      file.writeDataPage(
          page.rows(),
          page.plainSize(),
          page.content(),
          page.statistics(),
          page.rows(),
          Encoding.RLE,
          Encoding.RLE,
          page.encoding());
    }
    file.endColumn();
    pages.clear();
    forgetDictionary();
    dictionaryPays = true;
    dictionaryUsed = false;
    chunkRows = 0;
    stored = 0;
  }

  /** Collects a value that is not null. */
  abstract void add(InternalRow row, int ordinal);

  /** Number of values collected. */
  abstract int count();

  /** Bytes that the values collected have when they are written plain. */
  abstract int plainSize();

  /** The values collected, plain; valid until the page is cleared. */
  abstract BytesInput plain();

  /** Adds the smallest and the largest of the values collected. */
  abstract void summarize(Statistics<?> statistics);

  /** Begins a page. */
  abstract void clear();

  /**
   * Looks the values collected up in the dictionary, adding those that are new.
   *
   * @param ids receives the place of each
   * @param most how many bytes of new entries are worthwhile
   * @return whether they were that few; else the dictionary is what it was
   */
  abstract boolean lookUp(int[] ids, long most);

  /** The same as {@link #summarize}, for values just looked up. */
  abstract void summarize(Statistics<?> statistics, int[] ids);

  /** Number of entries. */
  abstract int dictionarySize();

  /** Bytes of the entries. */
  abstract int dictionaryBytes();

  /** The entries, plain. */
  abstract BytesInput dictionary();

  /** Begins an empty dictionary. */
  abstract void forgetDictionary();

  private void endPage() throws IOException {
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.incrementNumNulls(nulls);
    BytesInput values = dictionaryPays && count() > 0 ? withDictionary(statistics) : null;
    Encoding encoding = DICTIONARY;
    if (values == null) {
      dictionaryPays &= count() == 0;
      values = plain();
      encoding = Encoding.PLAIN;
      summarize(statistics);
    } else {
      dictionaryUsed = true;
    }
    BytesInput content = levels == null ? values : BytesInput.concat(levels(), values);
    BytesInput compressed = BytesInput.copy(compressor.compress(content));
    pages.add(new Page(compressed, (int) content.size(), rows, statistics, encoding));
    stored += compressed.size();
    chunkRows += rows;
    rows = 0;
    nulls = 0;
    if (levels != null) {
      levels.reset();
    }
    clear();
  }

  private BytesInput levels() throws IOException {
    BytesInput encoded = levels.toBytes();
    return BytesInput.concat(BytesInput.fromInt((int) encoded.size()), encoded);
  }

  /** Null if that would not be clearly smaller. */
  private BytesInput withDictionary(Statistics<?> statistics) throws IOException {
    int[] ids = new int[count()];
    long idBytes = (long) width() * ids.length / 8;
    long worthwhile = (long) (plainSize() * WORTHWHILE) - idBytes;
    if (!lookUp(ids, Math.min(DICTIONARY_BYTES - dictionaryBytes(), worthwhile))) {
      return null;
    }
    int width = width();
    RunLengthBitPackingHybridEncoder encoder = bits(width);
    for (int id : ids) {
      encoder.writeInt(id);
    }
    summarize(statistics, ids);
    return BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), encoder.toBytes());
  }

  private int width() {
    return BytesUtils.getWidthFromMaxInt(Math.max(0, dictionarySize() - 1));
  }

  private static RunLengthBitPackingHybridEncoder bits(int width) {
    return new RunLengthBitPackingHybridEncoder(
        width, FIRST_SLAB, PAGE_BYTES, HeapByteBufferAllocator.getInstance());
  }
}
