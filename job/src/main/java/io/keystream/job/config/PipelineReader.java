package io.keystream.job.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** From the text of a {@code pipeline.yaml} to a validated configuration. */
final class PipelineReader {
  /** Every section and key that a pipeline may have. */
  static final Section SCHEMA = Section.of("", PipelineConfig.class);

  private PipelineReader() {}

  static PipelineConfig load(Path file) throws IOException {
    if (Files.size(file) > 4L * YamlText.MAX_CHARACTERS) {
      throw new ConfigException(
          file.toString(), List.of(unreadable("more than 4 MiB", "remove what does not belong")));
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      String yaml = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(yaml, file.toString(), file.toAbsolutePath().getParent());
    } catch (CharacterCodingException e) {
      throw new ConfigException(
          file.toString(), List.of(unreadable("bytes that are not UTF-8", "save it as UTF-8")));
    }
  }

  static PipelineConfig parse(String yaml, String sourceName) {
    return parse(yaml, sourceName, Path.of(""));
  }

  private static PipelineConfig parse(String yaml, String sourceName, Path folder) {
    List<Problem> problems = new ArrayList<>();
    Values values = new Values();
    new YamlText(sourceName, problems)
        .read(yaml)
        .ifPresent(
            document -> {
              new SectionReader(SCHEMA, values, problems).read(document);
              new IncludedFiles(folder, values, problems).read();
              new FunctionRules(values, problems)
                  .withJars(folder, new PipelineRules(values, problems)::check);
            });
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(Problem::line));
      throw new ConfigException(sourceName, problems);
    }
    return RecordBinder.bind(PipelineConfig.class, "", values);
  }

  private static Problem unreadable(String found, String remedy) {
    return new Problem("", 1, "a text file in UTF-8", found, remedy);
  }
}
