package io.keystream.job.parquet;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Writes Parquet files of rows without nested columns, with the schema and the metadata that Spark
 * gives them, at a fraction of the time: values are collected by column and encoded by the page,
 * and nothing is hashed that has no dictionary.
 *
 * <p>Where a column is of another type, or somebody has set {@code parquet.*} or asks for another
 * calendar, Spark's own writer is to be used.
 */
public final class FlatParquet implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Set by Spark for every file; whatever else is set, only its writer knows what to do about. */
  private static final Set<String> KNOWN_SETTINGS =
      Set.of(
          ParquetOutputFormat.COMPRESSION,
          ParquetOutputFormat.WRITE_SUPPORT_CLASS,
          ParquetOutputFormat.JOB_SUMMARY_LEVEL,
          ParquetOutputFormat.WRITER_VERSION);

  private static final String CALENDAR = "spark.sql.parquet.datetimeRebaseModeInWrite";
  private static final int STATISTICS_BYTES = ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH;
  private static final int INDEX_BYTES = ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH;

  /** About as many files as the tasks of an executor have open; they share half of its memory. */
  private static final int OPEN_FILES = 32;

  /** Where the Gregorian calendar begins, in days, and where time zones have settled, in micros. */
  private static final long FIRST_DAY = -141_427;

  private static final long FIRST_MICROS = -2_208_988_800_000_000L;

  private final StructType schema;
  private final boolean anyCalendar;

  private FlatParquet(StructType schema, boolean anyCalendar) {
    this.schema = schema;
    this.anyCalendar = anyCalendar;
  }

  /**
   * A writer of these rows, or null if Spark's own is to be used.
   *
   * @param session whose settings of the calendar count
   * @param configuration as Spark prepared it for its own writer
   */
  public static FlatParquet of(
      SparkSession session, StructType schema, Configuration configuration) {
    String calendar = session.conf().get(CALENDAR);
    if (calendar.equals("LEGACY") || isTuned(configuration) || schema.isEmpty()) {
      return null;
    }
    MessageType message = new ParquetWriteSupport().init(configuration).getSchema();
    for (int i = 0; i < schema.size(); i++) {
      DataType type = schema.apply(i).dataType();
      boolean known = type.equals(DataTypes.BooleanType) || isText(type) || kind(type) != null;
      if (!known || isOldTimestamp(message, i)) {
        return null;
      }
    }
    return new FlatParquet(schema, calendar.equals("CORRECTED"));
  }

  /** Opens a new file. */
  public OutputWriter open(Path path, Configuration configuration) throws IOException {
    return open(path, configuration, rowGroupBytes());
  }

  OutputWriter open(Path path, Configuration configuration, long rowGroupBytes) throws IOException {
    WriteContext context = new ParquetWriteSupport().init(configuration);
    CodecFactory codecs = new CodecFactory(configuration, ColumnChunk.PAGE_BYTES);
    BytesInputCompressor compressor =
        codecs.getCompressor(ParquetOutputFormat.getCompression(configuration));
    List<ColumnChunk> columns = new ArrayList<>();
    List<ColumnDescriptor> descriptors = context.getSchema().getColumns();
    for (int i = 0; i < descriptors.size(); i++) {
      columns.add(column(schema.apply(i), descriptors.get(i), compressor));
    }
    ParquetFileWriter file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, configuration),
            context.getSchema(),
            ParquetFileWriter.Mode.CREATE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            INDEX_BYTES,
            STATISTICS_BYTES,
            true);
    file.start();
    Map<String, String> metadata = context.getExtraMetaData();
    return new ParquetFile(path.toString(), file, codecs, columns, metadata, rowGroupBytes);
  }

  private static long rowGroupBytes() {
    long share = Runtime.getRuntime().maxMemory() / 2 / OPEN_FILES;
    return Math.min(ParquetWriter.DEFAULT_BLOCK_SIZE, share);
  }

  private ColumnChunk column(
      StructField field, ColumnDescriptor column, BytesInputCompressor compressor) {
    DataType type = field.dataType();
    if (type.equals(DataTypes.BooleanType)) {
      return new BooleanColumn(column, compressor);
    }
    if (isText(type)) {
      return new TextColumn(column, compressor, type.equals(DataTypes.BinaryType));
    }
    return new NumberColumn(column, compressor, kind(type), oldest(type));
  }

  private long oldest(DataType type) {
    if (anyCalendar) {
      return Long.MIN_VALUE;
    } else if (type.equals(DataTypes.DateType)) {
      return FIRST_DAY;
    }
    return type.equals(DataTypes.TimestampType) ? FIRST_MICROS : Long.MIN_VALUE;
  }

  private static boolean isText(DataType type) {
    return type.equals(DataTypes.StringType) || type.equals(DataTypes.BinaryType);
  }

  /** Null for what is no number of at most eight bytes. */
  private static NumberKind kind(DataType type) {
    return switch (type.typeName()) {
      case "byte" -> NumberKind.BYTE;
      case "short" -> NumberKind.SHORT;
      case "integer", "date" -> NumberKind.INT;
      case "long", "timestamp", "timestamp_ntz" -> NumberKind.LONG;
      case "float" -> NumberKind.FLOAT;
      case "double" -> NumberKind.DOUBLE;
      default -> null;
    };
  }

  /** The type of twelve bytes, or one in milliseconds. */
  private static boolean isOldTimestamp(MessageType message, int column) {
    var type = message.getType(column).asPrimitiveType();
    return type.getPrimitiveTypeName() == PrimitiveTypeName.INT96
        || String.valueOf(type.getLogicalTypeAnnotation()).contains("MILLIS");
  }

  private static boolean isTuned(Configuration configuration) {
    return ParquetOutputFormat.getWriterVersion(configuration) != WriterVersion.PARQUET_1_0
        || configuration.getPropsWithPrefix("parquet.").keySet().stream()
            .anyMatch(key -> !KNOWN_SETTINGS.contains("parquet." + key));
  }
}
