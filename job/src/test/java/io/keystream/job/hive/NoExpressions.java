package io.keystream.job.hive;

import java.util.List;
import org.apache.hadoop.hive.metastore.FileFormatProxy;
import org.apache.hadoop.hive.metastore.PartitionExpressionProxy;
import org.apache.hadoop.hive.metastore.api.FileMetadataExprType;
import org.apache.hadoop.hive.ql.io.sarg.SearchArgument;
import org.apache.hadoop.hive.serde2.typeinfo.PrimitiveTypeInfo;

/** What a metastore needs of Hive's query engine, for tests that query nothing. */
public final class NoExpressions implements PartitionExpressionProxy {
  @Override
  public String convertExprToFilter(byte[] expression) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean filterPartitionsByExpr(
      List<String> names,
      List<PrimitiveTypeInfo> types,
      byte[] expression,
      String defaultName,
      List<String> partitions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileMetadataExprType getMetadataType(String inputFormat) {
    return null;
  }

  @Override
  public FileFormatProxy getFileFormatProxy(FileMetadataExprType type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SearchArgument createSarg(byte[] expression) {
    throw new UnsupportedOperationException();
  }
}
