package io.keystream.job.compact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * What makes one Parquet file of several that stand one after another: a footer with the row groups
 * of all, each at the place where it is now. The footers in between are no longer looked at. An
 * offset index says where pages are in the file, so it is written anew; column indexes, bloom
 * filters and dictionaries are found where they are.
 */
final class JoinedParquet {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<RowGroup> groups = new ArrayList<>();
  private final long start;
  private long rows;

  private JoinedParquet(long start) {
    this.start = start;
  }

  /**
   * The bytes to stand after the files.
   *
   * @param files of one kind, in their order
   */
  static byte[] footer(List<ParquetFooter> files) throws IOException {
    JoinedParquet joined = new JoinedParquet(files.stream().mapToLong(ParquetFooter::bytes).sum());
    long position = 0;
    for (ParquetFooter file : files) {
      joined.add(file, position);
      position += file.bytes();
    }
    return joined.end(files.get(0).metadata());
  }

  private void add(ParquetFooter file, long position) throws IOException {
    int chunk = 0;
    for (RowGroup group : file.metadata().getRow_groups()) {
      RowGroup moved = group.deepCopy();
      if (moved.isSetFile_offset()) {
        moved.setFile_offset(moved.getFile_offset() + position);
      }
      if (groups.size() <= Short.MAX_VALUE) {
        moved.setOrdinal((short) groups.size());
      } else {
        moved.unsetOrdinal();
      }
      for (ColumnChunk column : moved.getColumns()) {
        move(column, position);
        OffsetIndex index = file.offsetIndexes().get(chunk++);
        if (index != null) {
          add(column, index, position);
        }
      }
      groups.add(moved);
    }
    rows += file.metadata().getNum_rows();
  }

  private static void move(ColumnChunk column, long by) {
    // Some writers leave it 0.
    if (column.getFile_offset() > 0) {
      column.setFile_offset(column.getFile_offset() + by);
    }
    if (column.isSetColumn_index_offset()) {
      column.setColumn_index_offset(column.getColumn_index_offset() + by);
    }
    ColumnMetaData data = column.getMeta_data();
    data.setData_page_offset(data.getData_page_offset() + by);
    // Here 0 says that there is none.
    if (data.isSetDictionary_page_offset() && data.getDictionary_page_offset() > 0) {
      data.setDictionary_page_offset(data.getDictionary_page_offset() + by);
    }
    if (data.isSetIndex_page_offset()) {
      data.setIndex_page_offset(data.getIndex_page_offset() + by);
    }
    if (data.isSetBloom_filter_offset()) {
      data.setBloom_filter_offset(data.getBloom_filter_offset() + by);
    }
  }

  private void add(ColumnChunk column, OffsetIndex index, long by) throws IOException {
    OffsetIndex moved = index.deepCopy();
    for (PageLocation page : moved.getPage_locations()) {
      page.setOffset(page.getOffset() + by);
    }
    int before = out.size();
    Util.writeOffsetIndex(moved, out);
    column.setOffset_index_offset(start + before);
    column.setOffset_index_length(out.size() - before);
  }

  private byte[] end(FileMetaData first) throws IOException {
    FileMetaData all = new FileMetaData(first);
    all.setRow_groups(groups);
    all.setNum_rows(rows);
    int before = out.size();
    Util.writeFileMetaData(all, out);
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putInt(out.size() - before).array());
    out.write(ParquetFooter.MAGIC);
    return out.toByteArray();
  }
}
