package io.keystream.job.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The example keeps the contract. */
class FolderSinkTest extends SinkContract {
  private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");

  @TempDir private Path folder;

  @Override
  protected Sink newSink() {
    return new FolderSink();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("folder", folder.toString());
  }

  @Override
  protected List<Long> visible() throws IOException {
    return ids(folder);
  }

  /** The id of every line in the files that are delivered. */
  static List<Long> ids(Path folder) throws IOException {
    List<Long> ids = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher id = ID.matcher(line);
          if (id.find()) {
            ids.add(Long.valueOf(id.group(1)));
          }
        }
      }
    }
    return ids;
  }
}
