package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.FunctionJars;
import io.keystream.job.config.ParseFormat;
import io.keystream.job.config.PipelineConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pipelines shown as examples are valid and parse the record that they show. */
class ExamplesTest {
  private static final Path FOLDER = Path.of("src", "main", "examples");
  private static final String RECORD = "# A record:";

  @TempDir private static Path folder;

  /** Beside the examples are the files that they include, and the jar that one needs. */
  @BeforeAll
  static void copyExamples() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    try (Stream<Path> sources = Files.list(FOLDER.resolve("functions"))) {
      FunctionJars.make(folder.resolve("functions.jar"), sources.toList());
    }
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isValidAndParsesTheRecordThatItShows(Path example) throws IOException {
    RecordParser parser = RecordParsers.of(load(example).parse());
    InternalRow row = parser.newRow();
    List<String> lines = Files.readAllLines(example);

    int shown = lines.indexOf(RECORD) + 1;
    if (shown > 0) {
      String record = lines.get(shown).replaceFirst("^# +", "");
      assertThat(parser.parse(record.getBytes(UTF_8), row)).as(record).isNull();
    }
  }

  @Test
  void thereIsOnePerFormat() throws IOException {
    Set<ParseFormat> formats =
        examples().stream().map(ExamplesTest::format).collect(Collectors.toSet());

    assertThat(formats).containsExactlyInAnyOrder(ParseFormat.values());
  }

  private static PipelineConfig load(Path example) throws IOException {
    return PipelineConfig.load(folder.resolve(example.getFileName()));
  }

  private static ParseFormat format(Path example) {
    try {
      return load(example).parse().format();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
