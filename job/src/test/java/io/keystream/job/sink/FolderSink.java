package io.keystream.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * An example of a sink: a file of JSON lines for each sequence and share, in a folder that all
 * executors see. The name of a file carries the sequence, and a link makes the whole file appear at
 * once, or fails if the name is taken.
 */
public final class FolderSink implements Sink {
  private static final String FOLDER = "folder";

  private Path folder;
  private String prefix;

  @Override
  public List<String> check(Map<String, String> options, StructType columns) {
    return options.containsKey(FOLDER)
        ? List.of()
        : List.of("wanted the option folder, found " + options.keySet());
  }

  @Override
  public void open(SinkContext context) throws IOException {
    folder = Path.of(context.options().get(FOLDER));
    prefix = context.pipelineId() + "." + context.output() + ".";
    Files.createDirectories(folder);
  }

  @Override
  public long delivered(int share) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix + share + "."))
          .map(name -> Long.parseLong(name.substring(name.lastIndexOf('.') + 1)))
          .max(Comparator.naturalOrder())
          .orElse(0L);
    }
  }

  @Override
  public void deliver(long sequence, int share, Iterator<Row> rows) throws IOException {
    if (delivered(share) >= sequence) {
      return;
    }
    Path written = Files.createTempFile(folder, ".", ".part");
    try {
      try (BufferedWriter lines = Files.newBufferedWriter(written, UTF_8)) {
        while (rows.hasNext()) {
          lines.write(rows.next().json());
          lines.newLine();
        }
      }
      Files.createLink(folder.resolve(prefix + share + "." + sequence), written);
    } catch (FileAlreadyExistsException e) {
      // Another process has delivered it in the meantime.
    } finally {
      Files.delete(written);
    }
  }

  @Override
  public void close() {
    // Nothing stays open between two deliveries.
  }
}
