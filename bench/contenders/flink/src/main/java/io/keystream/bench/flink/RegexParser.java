package io.keystream.bench.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.bench.drain.Drain;
import io.keystream.bench.drain.LogLine;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.Collector;

/** Flink as its users write it: a compiled regular expression takes the line apart. */
public final class RegexParser implements FlatMapFunction<KafkaLine, RowData> {
  private static final long serialVersionUID = 1L;

  private RegexParser() {}

  public static void main(String[] arguments) {
    Drain.main(arguments, drain -> FlinkJob.run(drain, new RegexParser()));
  }

  @Override
  public void flatMap(KafkaLine found, Collector<RowData> out) {
    LogLine line = LogLine.parse(new String(found.value, UTF_8));
    if (line == null) {
      return;
    }
    GenericRowData row = AccessLogRows.at(found);
    int column = AccessLogRows.POSITION;
    row.setField(column++, StringData.fromString(line.remoteHost()));
    row.setField(column++, StringData.fromString(line.ident()));
    row.setField(column++, StringData.fromString(line.remoteUser()));
    row.setField(column++, TimestampData.fromInstant(line.time()));
    row.setField(column++, StringData.fromString(line.request()));
    row.setField(column++, StringData.fromString(line.method()));
    row.setField(column++, StringData.fromString(line.path()));
    row.setField(column++, StringData.fromString(line.protocol()));
    row.setField(column++, line.status());
    row.setField(column++, line.bytes());
    row.setField(column++, StringData.fromString(line.referer()));
    row.setField(column, StringData.fromString(line.userAgent()));
    out.collect(row);
  }
}
