package io.keystream.job.compact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Files with lines of text in them, in the format that their name says. */
final class LineFiles {
  private static final MessageType LINE =
      MessageTypeParser.parseMessageType("message line { required binary line (STRING); }");

  private LineFiles() {}

  static void write(Path file, List<String> lines) throws IOException {
    if (file.toString().endsWith(".parquet")) {
      writeParquet(file, lines);
      return;
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
    }
  }

  static List<String> read(Path file) throws IOException {
    if (file.toString().endsWith(".parquet")) {
      return readParquet(file);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  private static void writeParquet(Path file, List<String> lines) throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(path(file))
            .withConf(CommittedRows.configuration())
            .withType(LINE)
            .build()) {
      for (String line : lines) {
        Group row = new SimpleGroup(LINE);
        row.add("line", line);
        writer.write(row);
      }
    }
  }

  private static List<String> readParquet(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path(file))
            .withConf(CommittedRows.configuration())
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        lines.add(row.getString("line", 0));
      }
    }
    return lines;
  }

  private static org.apache.hadoop.fs.Path path(Path file) {
    return new org.apache.hadoop.fs.Path(file.toString());
  }
}
