package io.keystream.job.output;

import io.keystream.job.config.RowTypes;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.InterpretedOrdering;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.UnsafeExternalRowSorter;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.collection.unsafe.sort.PrefixComparators;
import scala.collection.JavaConverters;

/**
 * Rows that wait until other files are closed, then grouped by folder, so that many folders need
 * neither many open files nor many small ones. Spark's sorter keeps them, on disk if need be.
 */
final class WaitingRows {
  private final UnsafeExternalRowSorter sorter;
  private final UnsafeProjection withFolder;
  private final SelectedColumns withoutFolder;
  private final GenericInternalRow folder = new GenericInternalRow(1);
  private final JoinedRow joined = new JoinedRow();

  /** Holds rows of these columns. To be made inside a task, whose end frees what it holds. */
  WaitingRows(StructType columns) throws IOException {
    StructType all =
        RowTypes.append(new StructType().add("folder", DataTypes.StringType, false), columns);
    DataType firstColumn = DataTypes.StringType;
    sorter =
        UnsafeExternalRowSorter.create(
            all,
            InterpretedOrdering.forSchema(
                JavaConverters.asScalaBuffer(List.of(firstColumn)).toSeq()),
            PrefixComparators.LONG,
            new FolderHash(),
            SparkEnv.get().memoryManager().pageSizeBytes(),
            false);
    withFolder = UnsafeProjection.create(all);
    withoutFolder = new SelectedColumns(IntStream.range(1, all.size()).toArray());
  }

  /** Copies a row. */
  void add(String folderOfRow, InternalRow row) throws IOException {
    folder.update(0, UTF8String.fromString(folderOfRow));
    sorter.insertRow(withFolder.apply(joined.apply(folder, row)));
  }

  /** Hands out all rows, those of a folder one after another. */
  void drainTo(Receiver receiver) throws IOException {
    scala.collection.Iterator<InternalRow> sorted = sorter.sort();
    UTF8String lastText = null;
    String last = null;
    while (sorted.hasNext()) {
      InternalRow row = sorted.next();
      UTF8String text = row.getUTF8String(0);
      if (!text.equals(lastText)) {
        lastText = text.copy();
        last = text.toString();
      }
      receiver.take(last, withoutFolder.of(row));
    }
  }

  /** Takes rows that have waited. */
  interface Receiver {
    void take(String folder, InternalRow row) throws IOException;
  }

  /** Sorts by hash first, which is enough to bring equal folders together. */
  private static final class FolderHash extends UnsafeExternalRowSorter.PrefixComputer {
    private final Prefix prefix = new Prefix();

    @Override
    public Prefix computePrefix(InternalRow row) {
      prefix.value = row.getUTF8String(0).hashCode();
      prefix.isNull = false;
      return prefix;
    }
  }
}
