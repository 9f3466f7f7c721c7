package io.keystream.lab.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.audit.ParquetRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;

/** The numbers of the events that readers of each output find, as often as they find them. */
final class Results {
  private final Lab lab;
  private final CrashPipeline pipeline;

  Results(Lab lab, CrashPipeline pipeline) {
    this.lab = lab;
    this.pipeline = pipeline;
  }

  List<Long> files() throws IOException, InterruptedException {
    List<Long> found = new ArrayList<>();
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      for (Path file : files(fs, pipeline.pipeline().output())) {
        try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(fs.open(file), UTF_8))) {
          lines.lines().map(Events::id).forEach(found::add);
        }
      }
    }
    return found;
  }

  List<Long> deadLetters() throws IOException, InterruptedException {
    List<Long> found = new ArrayList<>();
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      for (Path file : files(fs, pipeline.pipeline().deadLetters())) {
        try (ParquetReader<Group> letters = ParquetRows.open(fs, file)) {
          for (Group letter = letters.read(); letter != null; letter = letters.read()) {
            found.add(Events.id(new String(letter.getBinary("raw", 0).getBytes(), UTF_8)));
          }
        }
      }
    }
    return found;
  }

  List<Long> table() throws SQLException {
    List<Long> found = new ArrayList<>();
    try (Connection connection = pipeline.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM " + CrashPipeline.TABLE)) {
      while (rows.next()) {
        found.add(rows.getLong(1));
      }
    }
    return found;
  }

  /** Of committed records only. */
  List<Long> topic(String topic) {
    return lab.kafka(LabUser.ADMIN).committed(topic).stream()
        .map(record -> Events.id(new String(record.value(), UTF_8)))
        .toList();
  }

  private static List<Path> files(FileSystem fs, String folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Path root = new Path(folder);
    if (!fs.exists(root)) {
      return found;
    }
    RemoteIterator<LocatedFileStatus> files = fs.listFiles(root, true);
    while (files.hasNext()) {
      Path file = files.next().getPath();
      if (!file.getName().startsWith(".") && !file.getName().startsWith("_")) {
        found.add(file);
      }
    }
    return found;
  }
}
