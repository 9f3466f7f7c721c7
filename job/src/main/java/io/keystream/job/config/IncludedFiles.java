package io.keystream.job.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Texts that stand in files beside {@code pipeline.yaml}. They become the values of the keys that
 * they stand for, so that whatever depends on the configuration depends on them.
 */
final class IncludedFiles {
  /** Keys that name files, each that of the text with {@code -file} after it. */
  static final List<String> KEYS = List.of("parse.avro-schema-file", "parse.json-schema-file");

  private static final String SUFFIX = "-file";

  private final Path folder;
  private final Values values;
  private final List<Problem> problems;

  /**
   * @param folder where the files are
   */
  IncludedFiles(Path folder, Values values, List<Problem> problems) {
    this.folder = folder;
    this.values = values;
    this.problems = problems;
  }

  void read() {
    KEYS.forEach(key -> values.text(key).ifPresent(name -> read(key, name)));
  }

  private void read(String key, String name) {
    String textKey = key.substring(0, key.length() - SUFFIX.length());
    if (values.find(textKey).isPresent()) {
      problem(key, "one of the two", "it beside " + textKey, "remove one of the two");
      return;
    }
    Path file = ShippedFile.in(folder, name);
    text(key, file).ifPresent(text -> values.put(textKey, text, values.line(key)));
  }

  private Optional<String> text(String key, Path file) {
    String found;
    try {
      if (Files.isReadable(file) && Files.size(file) <= YamlText.MAX_CHARACTERS) {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
      }
      found = Files.isReadable(file) ? file + ", which is too large" : "no readable file " + file;
    } catch (IOException e) {
      found = file + ": " + e;
    }
    problem(
        key,
        "a text file in UTF-8, beside pipeline.yaml or at an absolute path",
        found,
        "put it there");
    return Optional.empty();
  }

  private void problem(String path, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
